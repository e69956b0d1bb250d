using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles where the values of fields come from.</summary>
internal sealed class FieldMappingCompiler(ConversionDocument document, ObjectModel source, ExpressionScope scope, PartBuilder part)
{
    /// <summary>The fields of a record that fit, in order.</summary>
    public EquatableArray<FieldMappingModel> Compile(ObjectModel target, EquatableArray<FieldMapping> mappings, string pointer)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<FieldMappingModel> compiled = [];
        for (int i = 0; i < mappings.Count; i++)
        {
            FieldMapping mapping = mappings[i];
            string at = Invariant($"{pointer}/{i}");
            if (!seen.Add(mapping.Field)) part.Error(document, at + "/field", DocumentCodes.DuplicateItem, $"The field \"{mapping.Field}\" is set twice.");
            if (mapping.Value is null == mapping.From is null)
            {
                part.Error(document, at, DocumentCodes.BadConversion, "A field has either a \"value\" or a field \"from\" which it is copied.");
            }
            else if (Settable(target, mapping, at) is { } field)
            {
                compiled.AddRange(mapping.Value is { } value ? Computed(field, value, at) : Copied(field, mapping.From!, at));
            }
        }

        return compiled.ToEquatableArray();
    }

    private FieldModel? Settable(ObjectModel target, FieldMapping mapping, string at)
    {
        if (ReferenceChecks.Field(part, document, at + "/field", target, mapping.Field) is not { } field) return null;
        if (!field.IsReadOnly && !field.IsComputed) return field;
        part.Error(document, at + "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" is kept by the platform; a field that people fill in is needed.");
        return null;
    }

    private IEnumerable<FieldMappingModel> Computed(FieldModel field, string value, string at)
    {
        if (FieldMembers.TypeOf(field.Type) is not { IsRecordList: false } type)
        {
            part.Error(document, at + "/field", DocumentCodes.UnsuitableField, $"Expressions have no values of type {field.Type.Name}; a field \"from\" which it is copied is needed.");
            yield break;
        }

        if (ExpressionChecks.Check(part, document, at + "/value", value, scope, type) is { } expression) yield return new FieldMappingModel(field.Name, expression, null);
    }

    private IEnumerable<FieldMappingModel> Copied(FieldModel field, string from, string at)
    {
        if (ReferenceChecks.Field(part, document, at + "/from", source, from) is not { } origin) yield break;
        bool isPlain = origin.Type is not (EncryptedTextType or ManyToManyType or IdType) && origin.Formula is null;
        if (isPlain && origin.Type.Name == field.Type.Name) yield return new FieldMappingModel(field.Name, null, from);
        else part.Error(document, at + "/from", DocumentCodes.UnsuitableField, $"The field \"{from}\" of type {origin.Type.Name} cannot be copied into \"{field.Name}\" of type {field.Type.Name}.");
    }
}
