using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>What conversions of one object have in common, and the rules of duplicates that they name.</summary>
internal static class ConversionRules
{
    /// <summary>Reports what contradicts itself.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        foreach (IGrouping<string, ConversionDocument> conversions in index.OfKind<ConversionDocument>().GroupBy(c => c.Object))
        {
            ConversionDocument first = conversions.First();
            Dictionary<string, string> aliases = new(StringComparer.Ordinal);
            foreach (ConversionDocument conversion in conversions)
            {
                if (conversion.ConvertedField != first.ConvertedField)
                {
                    findings.Add(Finding.Error(
                        conversion, "/convertedField", DocumentCodes.BadConversion,
                        $"The conversion \"{first.Name}\" of {first.Object} notes it in \"{first.ConvertedField}\"; all conversions of an object share the field."));
                }

                for (int i = 0; i < conversion.Targets.Count; i++) CheckTarget(index, conversion, conversion.Targets[i], Invariant($"/targets/{i}"), aliases, findings);
            }
        }
    }

    private static void CheckTarget(
        DocumentIndex index, ConversionDocument conversion, ConversionTarget target, string at, Dictionary<string, string> aliases, List<Finding> findings)
    {
        if (!aliases.TryAdd(target.Alias, target.Object) && aliases[target.Alias] != target.Object)
        {
            findings.Add(Finding.Error(
                conversion, at + "/alias", DocumentCodes.BadConversion, $"\"{target.Alias}\" is of {aliases[target.Alias]} in another conversion of {conversion.Object}; give it another alias."));
        }

        for (int i = 0; i < target.DuplicateRules.Count; i++)
        {
            string name = target.DuplicateRules[i];
            if (index.Find(DocumentKinds.DuplicateRule, name) is DuplicateRuleDocument rule)
            {
                if (rule.Target == target.Object && (rule.Object == target.Object || rule.Object == conversion.Object)) continue;
                findings.Add(Finding.Error(
                    conversion, Invariant($"{at}/duplicateRules/{i}"), DocumentCodes.BadConversion,
                    $"The rule \"{name}\" compares {rule.Object} with {rule.Target}; one that looks among {target.Object} for what is like it, or like {conversion.Object}, is needed."));
                continue;
            }

            findings.Add(Finding.Error(
                conversion, Invariant($"{at}/duplicateRules/{i}"), DocumentCodes.BadConversion, $"There is no rule of duplicates \"{name}\".",
                NearestName.Find(name, index.OfKind<DuplicateRuleDocument>().Where(r => r.Target == target.Object).Select(r => r.Name))));
        }
    }
}
