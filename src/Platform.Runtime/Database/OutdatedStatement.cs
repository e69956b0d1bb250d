using Npgsql;

namespace Platform.Runtime.Database;

/// <summary>Tells statements that were made for tables as they are no longer: a deploy came between the making and the running.</summary>
public static class OutdatedStatement
{
    /// <summary>
    /// True for an error that says that a table, a column or a schema is not there, or that a column holds something else. On a model that has not
    /// moved it is a defect.
    /// </summary>
    public static bool IsCauseOf(PostgresException failure) => failure.SqlState is
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
        or PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.UndefinedFunction
        // What RevisionGuard divides by; no other statement divides by nought.
        or PostgresErrorCodes.DivisionByZero;
}
