namespace Platform.GraphQL.Planning;

/// <summary>What a payload selects of the record that a target of a conversion became.</summary>
/// <param name="Alias">The target.</param>
/// <param name="Selections">The selections, more than one where the payload has it under several names.</param>
/// <param name="Statement">Reads all of them; see <see cref="Lowering.LoweredStatement.OfRecords"/>.</param>
internal sealed record ConvertedSelection(string Alias, IReadOnlyList<RecordSelection> Selections, Lowering.LoweredStatement Statement);
