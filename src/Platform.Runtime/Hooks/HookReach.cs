using System.Text.Json;
using Platform.GraphQL.Schema;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Objects that a read of <c>db</c> reaches over references and lists, in fields, filters and orders: what they say of other records is as good as reading those. The
/// id of what a reference leads to belongs to the record that holds the reference.
/// </summary>
internal static class HookReach
{
    private const int MostLevels = 32;

    /// <summary>The first object that is reached without being declared; null when all are.</summary>
    public static string? Undeclared(TenantModel model, ObjectModel read, JsonElement arguments, EquatableArray<HookAccess> access)
    {
        return InFields() ?? Of("filter") ?? Of("orderBy");

        string? Of(string argument) => arguments.TryGetProperty(argument, out JsonElement value) ? Walk(model, read, value, access, MostLevels) : null;

        string? InFields()
        {
            if (!arguments.TryGetProperty("fields", out JsonElement fields) || fields.ValueKind != JsonValueKind.Array) return null;
            foreach (JsonElement name in fields.EnumerateArray())
            {
                string[] parts = name.ValueKind == JsonValueKind.String ? name.GetString()!.Split('.') : [];
                if (parts.Length != 2 || parts[1] == SystemFields.Id) continue;
                if (read.TryGetField(parts[0], out FieldModel? field) && field.Shape() == FieldShape.Reference && !IsDeclared(access, field.Target())) return field.Target();
            }

            return null;
        }
    }

    private static string? Walk(TenantModel model, ObjectModel at, JsonElement value, EquatableArray<HookAccess> access, int levels)
    {
        // What is nested deeper is refused by the planner anyway.
        if (levels == 0) return null;
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().Select(v => Walk(model, at, v, access, levels - 1)).FirstOrDefault(f => f is not null);
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (OfMember(member.Name, member.Value) is { } found) return found;
        }

        return null;

        string? OfMember(string name, JsonElement inner)
        {
            if (name is "and" or "or" or "not") return Walk(model, at, inner, access, levels - 1);
            at.TryGetField(name, out FieldModel? field);
            switch (field?.Shape())
            {
                case FieldShape.Reference:
                    return IsAboutIdsAlone(inner) ? null : Into(field.Target(), inner);
                case FieldShape.Polymorphic:
                    return Parts(inner).Select(p => field.Targets().FirstOrDefault(t => t.Equals(p.Name, StringComparison.OrdinalIgnoreCase)) is { } target ? Into(target, p.Value) : null)
                        .FirstOrDefault(f => f is not null);
                default:
                    // Of a list: { some: { … } }.
                    return RelationLink.Find(model, at, name) is { } link ? Parts(inner).Select(p => Into(link.Child.Name, p.Value)).FirstOrDefault(f => f is not null) : null;
            }
        }

        string? Into(string target, JsonElement inner) =>
            !IsDeclared(access, target) ? target : model.TryGetObject(target, out ObjectModel? next) ? Walk(model, next, inner, access, levels - 1) : null;
    }

    private static JsonElement.ObjectEnumerator Parts(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    private static bool IsAboutIdsAlone(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(m => m.Name is SystemFields.Id or "isNull");

    private static bool IsDeclared(EquatableArray<HookAccess> access, string name) => access.Any(a => a.Object == name && a.Read);
}
