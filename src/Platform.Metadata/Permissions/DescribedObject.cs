using Platform.Metadata.Collections;

namespace Platform.Metadata.Permissions;

/// <summary>What may be read of the records that describe records of one object: entries of the history.</summary>
/// <param name="Object">Name of the object described.</param>
/// <param name="Rows">Records of it whose descriptions may be read: those that may be read themselves.</param>
/// <param name="Fields">
/// Fields whose descriptions may be read, or null for all of them. A list of what is allowed, not of what is hidden: the values of a field that has been
/// renamed or dropped since are described under its old name, which no list of hidden fields has.
/// </param>
public sealed record DescribedObject(string Object, RowPredicate Rows, EquatableArray<string>? Fields);
