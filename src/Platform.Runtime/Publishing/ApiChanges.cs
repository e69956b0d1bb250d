using Platform.GraphQL.Differences;
using Platform.GraphQL.Schema;
using Platform.Metadata.Collections;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;

namespace Platform.Runtime.Publishing;

/// <summary>What a deploy does to clients of the records API: the differences of its schema as somebody with every right sees it.</summary>
internal static class ApiChanges
{
    private const int Most = 500;
    private const string EveryRight = "administrator";
    private static readonly string[] Roots = ["Query", "Mutation", "Subscription"];

    /// <summary>Breaking changes, then dangerous ones; safe ones are left out, and what is beyond five hundred.</summary>
    public static EquatableArray<SchemaChange> Between(TenantModel from, TenantModel to)
    {
        // Objects that did not change are the same instances, and so are what their types are made of.
        HashSet<ObjectModel> same = new(from.Objects, ReferenceEqualityComparer.Instance);
        same.IntersectWith(to.Objects);
        HashSet<string> changed = [.. from.Objects.Concat(to.Objects).Where(o => !same.Contains(o)).Select(o => o.Name)];
        if (changed.Count == 0) return [];
        return SchemaComparison.Compare(SchemaOf(from), SchemaOf(to), type => Roots.Contains(type) || changed.Any(name => type.StartsWith(name, StringComparison.Ordinal)))
            .Where(c => c.Impact != ChangeImpact.Safe).Take(Most).ToEquatableArray();
    }

    private static Platform.GraphQL.Types.GraphQLSchema SchemaOf(TenantModel model) =>
        new RecordsSchema(model, PermissionCompiler.Compile(model, [EveryRight])).Schema;
}
