using Npgsql;
using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Stages;

namespace Platform.Runtime.Writing;

/// <summary>What errors of the database mean for a write. No text of the database reaches the caller.</summary>
internal static class DatabaseRefusals
{
    /// <summary>Trying again from the start may succeed, or will find the input that is to blame.</summary>
    public static bool IsWorthAnotherTry(PostgresException error) => error.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
        // Not by this request: it asks for the outcome. A cancellation that comes too late for its own statement stops the next one of the connection.
        or PostgresErrorCodes.QueryCanceled
        // A prepared statement met a column whose type a deploy has changed; the driver prepares it anew.
        or PostgresErrorCodes.FeatureNotSupported;

    /// <summary>The next try has to look for the input that is to blame.</summary>
    public static bool BlamesAnInput(PostgresException error) => error.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>The refusal that an error comes to, or null when it is a defect.</summary>
    /// <param name="error">The error.</param>
    /// <param name="model">The object that was written.</param>
    /// <param name="writesTotals">The transaction made rollups anew.</param>
    /// <param name="language">Language of the message.</param>
    public static WriteRefusal? Of(NpgsqlException error, ObjectModel model, bool writesTotals, string language)
    {
        if (error is not PostgresException refused) return error.InnerException is TimeoutException ? Whole(model, GraphQLErrorCode.LimitExceeded, WriteCodes.TimedOut, language) : null;
        return refused.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation => Taken(model, model.Indexes.FirstOrDefault(i => i.Name == refused.ConstraintName), language),
            PostgresErrorCodes.ForeignKeyViolation => Field(
                model, GraphQLErrorCode.ValidationFailed, null, WriteCodes.ReferenceNotFound, language),
            PostgresErrorCodes.NotNullViolation => Field(
                model, GraphQLErrorCode.ValidationFailed, FieldOfColumn(model, refused.ColumnName), ValueCodes.Required, language),
            PostgresErrorCodes.CheckViolation => Field(
                model, GraphQLErrorCode.ValidationFailed, FieldOfCheck(model, refused.ConstraintName), ValueCodes.Required, language),
            // Values are checked against their columns before; what can still be too large is a sum of them.
            PostgresErrorCodes.NumericValueOutOfRange when writesTotals => Field(model, GraphQLErrorCode.ValidationFailed, null, WriteCodes.RollupTooLarge, language),
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.FeatureNotSupported => Whole(model, GraphQLErrorCode.Locked, WriteCodes.Busy, language),
            _ => null,
        };
    }

    private static string? FieldOfColumn(ObjectModel model, string? column) =>
        model.Fields.FirstOrDefault(f => f.Columns.Any(c => c.Name == column))?.Name;

    // The only checks on tables of records stand for NOT NULL while blank rows remain.
    private static string? FieldOfCheck(ObjectModel model, string? constraint) =>
        model.Fields.FirstOrDefault(f => f.Columns.Any(c => ConstraintNames.NotNullCheck(model.Table, c.Name) == constraint))?.Name;

    private static WriteRefusal Taken(ObjectModel model, IndexModel? index, string language) =>
        Field(model, GraphQLErrorCode.Duplicate, index?.Fields[0], WriteCodes.DuplicateValue, language, index is null ? null : DuplicateCheck.MessageOf(model, index));

    private static WriteRefusal Field(ObjectModel model, string category, string? field, string code, string language, LocalizedText? worded = null)
    {
        string message = worded?.In(language) ?? WriteMessages.Catalogue.Text(new ValueProblem(code), language);
        return new WriteRefusal(category, message, [new WriteProblem(model.Name, null, null, field, code, message)]);
    }

    private static WriteRefusal Whole(ObjectModel model, string category, string code, string language)
    {
        string message = WriteMessages.Catalogue.Text(new ValueProblem(code), language);
        return new WriteRefusal(category, message, [new WriteProblem(model.Name, null, null, null, code, message)]);
    }
}
