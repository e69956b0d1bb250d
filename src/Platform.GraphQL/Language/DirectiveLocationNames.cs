using System.Collections.Frozen;

namespace Platform.GraphQL.Language;

/// <summary>The spelling of directive locations in the language: <c>FRAGMENT_SPREAD</c> for <see cref="DirectiveLocation.FragmentSpread"/>.</summary>
public static class DirectiveLocationNames
{
    private static readonly string[] Names = [.. Enum.GetNames<DirectiveLocation>().Select(Spell)];

    private static readonly FrozenDictionary<string, DirectiveLocation> ByName =
        Enum.GetValues<DirectiveLocation>().ToFrozenDictionary(Name);

    /// <summary>The name in the language.</summary>
    public static string Name(DirectiveLocation location) => Names[(int)location];

    /// <summary>Whether the language has a location of that name.</summary>
    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    /// <summary>The location of that name, or null.</summary>
    public static DirectiveLocation? Find(string name) => ByName.TryGetValue(name, out DirectiveLocation found) ? found : null;

    private static string Spell(string member) =>
        string.Concat(member.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
