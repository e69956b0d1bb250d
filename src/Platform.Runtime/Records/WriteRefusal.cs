namespace Platform.Runtime.Records;

/// <summary>Why a mutation was refused.</summary>
/// <param name="Code">One of the closed list of <c>extensions.code</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Problems">Each problem with its place; may be empty.</param>
public sealed record WriteRefusal(string Code, string Message, IReadOnlyList<WriteProblem> Problems)
{
    /// <summary>Trace of the transaction that was refused; null when none is kept.</summary>
    public Guid? TraceId { get; init; }
}
