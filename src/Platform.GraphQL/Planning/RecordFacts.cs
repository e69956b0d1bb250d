using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>What is told of a record that is being written. What is left out is as it is stored, or as the platform fills it in for a new record.</summary>
/// <param name="Id">The stored record; null for a new one.</param>
/// <param name="Columns">Values by the names of the columns; a null source is a blank.</param>
/// <param name="Links">Changes of links by the names of the many-to-many fields.</param>
public sealed record RecordFacts(ValueSource? Id, IReadOnlyDictionary<string, ValueSource?> Columns, IReadOnlyDictionary<string, LinkFacts> Links)
{
    /// <summary>Names of the columns and fields that are told, in their order.</summary>
    public IEnumerable<string> Names => [.. Id is null ? Array.Empty<string>() : [SystemFields.Id], .. Columns.Keys, .. Links.Keys];
}

/// <summary>A change of links: either all links after it, or what it adds and removes.</summary>
/// <param name="Set">The links after it.</param>
/// <param name="Add">Links that it adds.</param>
/// <param name="Remove">Links that it removes.</param>
public sealed record LinkFacts(ValueSource? Set, ValueSource? Add, ValueSource? Remove);
