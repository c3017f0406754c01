// What Debian's libxml2.a could do besides, and the static verifier doesn't.
//
// libxml2 as Debian builds it converts between encodings with ICU (30 MB of tables), reads files packed by
// gzip or xz, and fetches documents by HTTP and FTP. The verifier gives it memory only, writes UTF-8, which
// libxml2 knows by itself, and forbids it to open anything (XMLSchemaValidator.swift). So the static program
// is linked with the refusals below in place of these parts: every one says no, in the way in which its
// header says that it may. libxml2 then answers "unsupported encoding", or "cannot open".
//
// The names are those of ICU 72 and of libxml2 2.9.14, as in Debian 12. With another version a name would
// be missing or defined twice, and linking would fail: nothing of this can happen unseen.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/nanoftp.h>
#include <libxml/nanohttp.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

// ICU: no converter can be opened, so there is none to use.

UConverter *ucnv_open(const char *name, UErrorCode *error) {
    (void)name;
    *error = U_FILE_ACCESS_ERROR;
    return 0;
}

void ucnv_close(UConverter *converter) { (void)converter; }

void ucnv_setToUCallBack(
    UConverter *converter, UConverterToUCallback action, const void *context,
    UConverterToUCallback *oldAction, const void **oldContext, UErrorCode *error
) {
    (void)converter, (void)action, (void)context, (void)oldAction, (void)oldContext;
    *error = U_UNSUPPORTED_ERROR;
}

void ucnv_setFromUCallBack(
    UConverter *converter, UConverterFromUCallback action, const void *context,
    UConverterFromUCallback *oldAction, const void **oldContext, UErrorCode *error
) {
    (void)converter, (void)action, (void)context, (void)oldAction, (void)oldContext;
    *error = U_UNSUPPORTED_ERROR;
}

void ucnv_convertEx(
    UConverter *to, UConverter *from, char **target, const char *targetLimit,
    const char **source, const char *sourceLimit, UChar *pivotStart, UChar **pivotSource,
    UChar **pivotTarget, const UChar *pivotLimit, UBool reset, UBool flush, UErrorCode *error
) {
    (void)to, (void)from, (void)target, (void)targetLimit, (void)source, (void)sourceLimit;
    (void)pivotStart, (void)pivotSource, (void)pivotTarget, (void)pivotLimit;
    (void)reset, (void)flush;
    *error = U_UNSUPPORTED_ERROR;
}

void UCNV_FROM_U_CALLBACK_STOP(
    const void *context, UConverterFromUnicodeArgs *arguments, const UChar *units,
    int32_t length, UChar32 point, UConverterCallbackReason reason, UErrorCode *error
) {
    (void)context, (void)arguments, (void)units, (void)length, (void)point, (void)reason;
    *error = U_UNSUPPORTED_ERROR;
}

void UCNV_TO_U_CALLBACK_STOP(
    const void *context, UConverterToUnicodeArgs *arguments, const char *units, int32_t length,
    UConverterCallbackReason reason, UErrorCode *error
) {
    (void)context, (void)arguments, (void)units, (void)length, (void)reason;
    *error = U_UNSUPPORTED_ERROR;
}

// HTTP and FTP: nothing can be opened.

void *xmlNanoHTTPOpen(const char *URL, char **contentType) {
    (void)URL, (void)contentType;
    return 0;
}

void *xmlNanoHTTPMethod(
    const char *URL, const char *method, const char *input, char **contentType,
    const char *headers, int ilen
) {
    (void)URL, (void)method, (void)input, (void)contentType, (void)headers, (void)ilen;
    return 0;
}

void *xmlNanoHTTPMethodRedir(
    const char *URL, const char *method, const char *input, char **contentType, char **redir,
    const char *headers, int ilen
) {
    (void)URL, (void)method, (void)input, (void)contentType, (void)redir, (void)headers;
    (void)ilen;
    return 0;
}

int xmlNanoHTTPRead(void *context, void *destination, int length) {
    (void)context, (void)destination, (void)length;
    return -1;
}

void xmlNanoHTTPClose(void *context) { (void)context; }
int xmlNanoHTTPReturnCode(void *context) { return (void)context, -1; }
const char *xmlNanoHTTPRedir(void *context) { return (void)context, (const char *)0; }
const char *xmlNanoHTTPEncoding(void *context) { return (void)context, (const char *)0; }
const char *xmlNanoHTTPMimeType(void *context) { return (void)context, (const char *)0; }

void *xmlNanoFTPOpen(const char *URL) { return (void)URL, (void *)0; }
int xmlNanoFTPRead(void *context, void *destination, int length) {
    (void)context, (void)destination, (void)length;
    return -1;
}
int xmlNanoFTPClose(void *context) { return (void)context, -1; }

// Packed files: none can be opened. Of zlib and xz only what libxml2 calls.

typedef struct gzFile_s *gzFile;
struct z_stream_s;

gzFile gzopen64(const char *path, const char *mode) { return (void)path, (void)mode, (gzFile)0; }
gzFile gzdopen(int descriptor, const char *mode) {
    return (void)descriptor, (void)mode, (gzFile)0;
}
int gzread(gzFile file, void *bytes, unsigned length) {
    return (void)file, (void)bytes, (void)length, -1;
}
int gzwrite(gzFile file, const void *bytes, unsigned length) {
    return (void)file, (void)bytes, (void)length, 0;
}
int gzclose(gzFile file) { return (void)file, -2; }
int gzdirect(gzFile file) { return (void)file, 1; }
unsigned long crc32(unsigned long start, const unsigned char *bytes, unsigned length) {
    return (void)start, (void)bytes, (void)length, 0;
}
// -6 is Z_VERSION_ERROR, -2 Z_STREAM_ERROR.
int deflateInit2_(
    struct z_stream_s *stream, int level, int method, int windowBits, int memory, int strategy,
    const char *version, int size
) {
    (void)stream, (void)level, (void)method, (void)windowBits, (void)memory, (void)strategy;
    (void)version, (void)size;
    return -6;
}
int deflate(struct z_stream_s *stream, int flush) { return (void)stream, (void)flush, -2; }
int deflateEnd(struct z_stream_s *stream) { return (void)stream, -2; }

void *__libxml2_xzopen(const char *path, const char *mode) {
    return (void)path, (void)mode, (void *)0;
}
void *__libxml2_xzdopen(int descriptor, const char *mode) {
    return (void)descriptor, (void)mode, (void *)0;
}
int __libxml2_xzread(void *file, void *bytes, unsigned length) {
    return (void)file, (void)bytes, (void)length, -1;
}
int __libxml2_xzclose(void *file) { return (void)file, -1; }
int __libxml2_xzcompressed(void *file) { return (void)file, 0; }
