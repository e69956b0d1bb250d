using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles the validation rules of an object and its extensions; their expressions are checked later, when other objects are known.</summary>
internal static class RuleCompiler
{
    /// <summary>The rules, those of extensions after the object's own.</summary>
    public static EquatableArray<RuleModel> Compile(ObjectInput input, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part, TextMerger texts)
    {
        List<RuleModel> rules = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Add(input.Document, input.Document.Rules);
        foreach (FieldExtensionDocument extension in input.Extensions) Add(extension, extension.Rules);
        return rules.ToEquatableArray();

        void Add(Document document, EquatableArray<RuleDocument> documents)
        {
            for (int i = 0; i < documents.Count; i++)
            {
                RuleDocument rule = documents[i];
                if (!names.Add(rule.Name)) part.Error(document, $"/rules/{i}/name", DocumentCodes.DuplicateItem, $"There is already a rule \"{rule.Name}\".");
                CheckFields(input.Document.Name, document, $"/rules/{i}/fields", rule, fields, part);
                string path = "rule." + rule.Name;
                rules.Add(new RuleModel(
                    rule.Name, texts.Merge(path + ".label", rule.Label ?? LocalizedText.Of(rule.Name)), new ExpressionModel(rule.InvalidWhen),
                    texts.Merge(path + ".message", rule.Message), rule.Fields, rule.Active));
            }
        }
    }

    private static void CheckFields(
        string owner, Document document, string pointer, RuleDocument rule, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part)
    {
        for (int i = 0; i < rule.Fields.Count; i++)
        {
            string name = rule.Fields[i], place = $"{pointer}/{i}";
            if (!fields.ContainsKey(name)) part.Unknown(document, place, DocumentCodes.UnknownField, $"{owner} has no field \"{name}\".", name, fields.Keys);
            else if (rule.Fields.AsSpan()[..i].Contains(name)) part.Error(document, place, DocumentCodes.DuplicateItem, $"The field \"{name}\" is listed twice.");
            else part.Use(Element.Field(owner, name), document, place);
        }
    }
}
