namespace Platform.Runtime.Records;

/// <summary>An input that was not written.</summary>
/// <param name="Index">Zero-based place among the inputs.</param>
/// <param name="Refusal">Why.</param>
public sealed record WriteFailure(int Index, WriteRefusal Refusal);
