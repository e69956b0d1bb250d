using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>A rollup of a model with what it depends on.</summary>
/// <param name="Owner">The object that has it.</param>
/// <param name="Field">The field.</param>
/// <param name="Link">How the list's records hang on their parents.</param>
/// <param name="Inputs">What it depends on.</param>
/// <param name="Level">0 when it depends on no other rollup, else one more than those that it depends on.</param>
public sealed record OrderedRollup(ObjectModel Owner, FieldModel Field, RollupLink Link, RollupInputs Inputs, int Level);

/// <summary>The rollups of a model in an order in which each comes after those that it depends on.</summary>
public static class RollupOrder
{
    /// <summary>The rollups, those of the lowest level first.</summary>
    /// <param name="model">A valid model.</param>
    public static IReadOnlyList<OrderedRollup> Of(TenantModel model)
    {
        Dictionary<(string Object, string Field), OrderedRollup> found = [];
        foreach (ObjectModel owner in model.Objects.AsSpan())
        {
            foreach (FieldModel field in owner.Fields.AsSpan())
            {
                if (field.Rollup is not null) Add(owner, field);
            }
        }

        return [.. found.Values.OrderBy(r => r.Level).ThenBy(r => r.Owner.Name, StringComparer.Ordinal).ThenBy(r => r.Field.Name, StringComparer.Ordinal)];

        int Add(ObjectModel owner, FieldModel field)
        {
            if (found.TryGetValue((owner.Name, field.Name), out OrderedRollup? known)) return known.Level;
            RollupInputs inputs = RollupInputs.Of(field.Rollup!, model.Object)!;
            int level = 0;
            foreach (RollupInput input in inputs.Stored)
            {
                ObjectModel source = model.Object(input.Object);
                if (source.Field(input.Field) is { Rollup: not null } below) level = Math.Max(level, Add(source, below) + 1);
            }

            found[(owner.Name, field.Name)] = new OrderedRollup(owner, field, RollupLink.Of(owner, field.Rollup!, model.Object), inputs, level);
            return level;
        }
    }
}
