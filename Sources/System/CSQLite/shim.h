#pragma once
#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call. Turns off the habit of taking
// an unknown double-quoted name for text, in statements (DML) and in schemas (DDL).
static inline int csqlite_refuse_quoted_text(sqlite3 *database) {
    int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    if (code != SQLITE_OK) return code;
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
}

// Same reason. A schema that somebody else wrote may not call functions with side effects.
static inline int csqlite_distrust_schema(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}
