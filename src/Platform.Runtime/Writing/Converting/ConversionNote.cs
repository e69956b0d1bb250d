using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Converting;

/// <summary>What history keeps of a conversion, at the record that was converted.</summary>
/// <param name="Conversion">Name of the conversion.</param>
/// <param name="Targets">What it became.</param>
/// <param name="Moved">How many records of each object moved along.</param>
internal sealed record ConversionNote(string Conversion, IReadOnlyList<ConversionNote.Target> Targets, IReadOnlyDictionary<string, int> Moved)
{
    /// <summary>The note of a conversion whose targets are written.</summary>
    public static ConversionNote Of(ConversionPlanner plan, IReadOnlyList<MovedRecords> moved) => new(
        plan.Conversion!.Name,
        [
            .. plan.Targets.Select(t => new Target(
                t.Model.Alias, t.Layout.Object.Name, t.Action.ToString().ToUpperInvariant(), t.Id, t.Action == ConversionAction.Attach && t.Stored is null ? null : t.Filled)),
        ],
        moved.ToDictionary(m => m.Object, m => m.Count));

    /// <summary>A target.</summary>
    /// <param name="Alias">Its name in the conversion.</param>
    /// <param name="Object">Name of its object.</param>
    /// <param name="Action"><c>CREATE</c>, <c>ATTACH</c> or <c>SKIP</c>.</param>
    /// <param name="Id">The record; null for none.</param>
    /// <param name="Filled">Fields of an attached record that were filled in; null for one that was only linked.</param>
    internal sealed record Target(string Alias, string Object, string Action, Guid? Id, IReadOnlyList<string>? Filled);
}
