using System.Collections.Immutable;

namespace Platform.GraphQL.Planning;

/// <summary>The place of a value among the coerced variables, so that a plan made for one request serves others.</summary>
/// <param name="Variable">Variable name without the dollar sign.</param>
/// <param name="Path">Names and list indexes below it.</param>
public sealed record InputOrigin(string Variable, ImmutableArray<PathSegment> Path)
{
    /// <summary>The place of a member or element below this one.</summary>
    public InputOrigin Append(PathSegment step) => this with { Path = Path.Add(step) };

    /// <summary>The value at the place; null when it is absent.</summary>
    public object? Find(IReadOnlyDictionary<string, object?> variables)
    {
        object? value = variables.GetValueOrDefault(Variable);
        foreach (PathSegment step in Path)
        {
            value = value switch
            {
                IReadOnlyDictionary<string, object?> members when step.Name is not null => members.GetValueOrDefault(step.Name),
                IReadOnlyList<object?> items when step.Name is null && step.Index < items.Count => items[step.Index],
                _ => null,
            };
        }

        return value;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        "$" + Variable + string.Concat(Path.Select(s => s.Name is null ? $"[{s.Index}]" : "." + s.Name));
}
