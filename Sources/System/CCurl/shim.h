#pragma once
// The checking macros of curl.h would hide the functions below from Swift.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one
// function for each type of argument.
static inline CURLcode ccurl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *curl, CURLoption option, const void *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*ccurl_receiver)(char *, size_t, size_t, void *);

static inline CURLcode ccurl_set_receiver(CURL *curl, ccurl_receiver receiver, void *target) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receiver);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(curl, CURLOPT_WRITEDATA, target);
}

static inline CURLcode ccurl_set_head_receiver(CURL *curl, ccurl_receiver receiver, void *target) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receiver);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(curl, CURLOPT_HEADERDATA, target);
}

static inline long ccurl_response_code(CURL *curl) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static inline const char *ccurl_content_type(CURL *curl) {
    char *type = 0;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    return type;
}
