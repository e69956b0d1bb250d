using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks of columns and orders: fields, and fields one step away.</summary>
internal static class PathChecks
{
    /// <summary>Checks a list of columns.</summary>
    public static void Columns(PartBuilder part, Document document, string pointer, ObjectModel model, EquatableArray<string> columns)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            string place = $"{pointer}/{i}";
            Column(part, document, place, model, columns[i]);
            if (!seen.Add(columns[i])) part.Error(document, place, DocumentCodes.DuplicateItem, $"The column \"{columns[i]}\" is listed twice.");
        }
    }

    /// <summary>Checks an order.</summary>
    public static void Sort(PartBuilder part, Document document, string pointer, ObjectModel model, EquatableArray<SortKey> sort)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < sort.Count; i++)
        {
            string place = $"{pointer}/{i}";
            if (ReferenceChecks.Field(part, document, place, model, sort[i].Field) is not { } field) continue;
            if (!field.Type.IsSortable())
            {
                part.Error(document, place, DocumentCodes.UnsuitableField, $"Records cannot be ordered by \"{field.Name}\" of type {field.Type.Name}.");
            }

            if (!seen.Add(field.Name)) part.Error(document, place, DocumentCodes.DuplicateItem, $"The order has \"{field.Name}\" twice.");
        }
    }

    private static void Column(PartBuilder part, Document document, string pointer, ObjectModel model, string path)
    {
        string[] steps = path.Split('.');
        if (ReferenceChecks.Field(part, document, pointer, model, steps[0]) is not { } field || steps.Length == 1) return;
        switch (field.Type)
        {
            case AddressType:
                CheckPart(part, document, pointer, field, steps[1], FieldParts.Address);
                break;
            case GeolocationType:
                CheckPart(part, document, pointer, field, steps[1], FieldParts.Geolocation);
                break;
            case LookupType or MasterDetailType or FileType or ImageType when part.Object(field.Type.Targets()[0]) is { } target:
                ReferenceChecks.Field(part, document, pointer, target, steps[1]);
                break;
            case LookupType or MasterDetailType or FileType or ImageType:
                break;
            default:
                part.Error(
                    document, pointer, DocumentCodes.UnsuitableField,
                    $"\"{field.Name}\" of type {field.Type.Name} refers to no single object, so that \"{path}\" leads nowhere.");
                break;
        }
    }

    private static void CheckPart(PartBuilder part, Document document, string pointer, FieldModel field, string name, IReadOnlyList<string> parts)
    {
        if (parts.Contains(name)) return;
        part.Unknown(document, pointer, DocumentCodes.UnknownField, $"The {field.Type.Name} \"{field.Name}\" has no part \"{name}\".", name, parts);
    }
}
