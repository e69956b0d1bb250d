using System.Collections.Frozen;
using Platform.Runtime.Demo.Generation;

namespace Platform.Runtime.Demo.Operators;

/// <summary>The operators of the specification's expressions, by name. docs/apps.md lists them for authors.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<string, Func<OperatorCall, DemoValue>> Operators =
        ((IEnumerable<KeyValuePair<string, Func<OperatorCall, DemoValue>>>)[
            .. ConditionOperators.All, .. ChoiceOperators.All, .. NumberOperators.All, .. RandomOperators.All,
            .. TextOperators.All, .. TimeOperators.All, .. RowOperators.All, .. ListOperators.All,
        ]).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The operator of that name, or null.</summary>
    public static Func<OperatorCall, DemoValue>? Find(string name) => Operators.GetValueOrDefault(name);

    /// <summary>All names, ordered.</summary>
    public static IEnumerable<string> Names => Operators.Keys.Order(StringComparer.Ordinal);
}
