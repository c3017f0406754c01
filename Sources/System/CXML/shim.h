#pragma once
// libxml2's encoding.h would pull in the system's ICU headers, which clash with
// the copy that Foundation carries. Only two private pointers at the end of a
// structure that we never touch disappear with this.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
