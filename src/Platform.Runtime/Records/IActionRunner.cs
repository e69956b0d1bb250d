using Platform.GraphQL.Planning;

namespace Platform.Runtime.Records;

/// <summary>Actions of the documents as the records API calls them.</summary>
public interface IActionRunner
{
    /// <summary>
    /// Carries an action out, in a transaction of its own. Expected problems are in the outcome; exceptions are for defects and lost databases.
    /// </summary>
    /// <param name="action">The action with its values.</param>
    /// <param name="caller">For whom, under which model and rights.</param>
    /// <param name="projection">Reads the record for the response within the transaction; null when the result does not select it.</param>
    /// <param name="cancellation">Cancels as long as it has not been committed.</param>
    Task<WriteOutcome> RunAsync(PlannedAction action, RecordCaller caller, RecordProjection? projection, CancellationToken cancellation);
}
