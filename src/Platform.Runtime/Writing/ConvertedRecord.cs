namespace Platform.Runtime.Writing;

/// <summary>What hooks of a conversion see of a target.</summary>
/// <param name="Alias">Its name in the conversion.</param>
/// <param name="Object">Name of its object.</param>
/// <param name="Action"><c>CREATE</c>, <c>ATTACH</c> or <c>SKIP</c>.</param>
/// <param name="Record">The record as it will be, or is written; null when there is none, or it is only linked.</param>
internal sealed record ConvertedRecord(string Alias, string Object, string Action, RecordWrite? Record);
