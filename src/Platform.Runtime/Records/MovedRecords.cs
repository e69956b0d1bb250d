namespace Platform.Runtime.Records;

/// <summary>Records that a merge turned to the one that stays.</summary>
/// <param name="Object">Name of their object.</param>
/// <param name="Count">How many.</param>
public sealed record MovedRecords(string Object, int Count);
