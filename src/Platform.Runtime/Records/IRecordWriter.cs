using Platform.GraphQL.Planning;

namespace Platform.Runtime.Records;

/// <summary>The write pipeline as the records API calls it.</summary>
public interface IRecordWriter
{
    /// <summary>
    /// Carries one mutation field out, in a transaction of its own. Expected problems (rights, rules, conflicts, missing records) are in the
    /// outcome; exceptions are for defects and lost databases.
    /// </summary>
    /// <param name="mutation">What is to be done.</param>
    /// <param name="caller">For whom, under which model and rights.</param>
    /// <param name="projection">
    /// Reads the written records for the response inside the writer's transaction, after everything that the write caused; null when the
    /// payload does not select them.
    /// </param>
    /// <param name="cancellation">Cancels the write as long as it has not been committed.</param>
    Task<WriteOutcome> WriteAsync(
        PlannedMutation mutation, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation);
}
