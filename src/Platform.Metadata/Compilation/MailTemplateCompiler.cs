using Platform.Expressions.Diagnostics;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles templates of mails: every placeholder is one of the mail, in every language, and English and Chinese are there.</summary>
internal static class MailTemplateCompiler
{
    private static readonly string[] Languages = [LocalizedText.DefaultLanguage, "zh-CN"];

    /// <summary>Checks a template and translates its texts.</summary>
    public static void Compile(MailTemplateDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.MailTemplate, document.Name);
        MailTemplateDocument merged = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Subject = texts.Merge("subject", document.Subject),
            Text = texts.Merge("text", document.Text),
            Html = texts.MergeOptional("html", document.Html),
        };
        part.WarnUnused(texts);
        Check(part, document, "/subject", merged.Subject);
        Check(part, document, "/text", merged.Text);
        if (merged.Html is { } html) Check(part, document, "/html", html);
        part.Output = merged;
    }

    /// <summary>Of templates together: the mail is one that is sent, and has no other template.</summary>
    public static void CheckMails(DocumentIndex index, List<Finding> findings)
    {
        string[] mails = [.. (index.Find(DocumentKinds.Picklist, "NotificationKind") as PicklistDocument)?.Values.Select(v => v.Value) ?? [], MailPlaceholders.Digest];
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (MailTemplateDocument template in index.OfKind<MailTemplateDocument>())
        {
            if (!mails.Contains(template.For))
            {
                findings.Add(Finding.Error(template, "/for", DocumentCodes.BadMailTemplate, $"There is no mail about \"{template.For}\".", NearestName.Find(template.For, mails)));
            }
            else if (!seen.TryAdd(template.For, template.Name))
            {
                findings.Add(Finding.Error(template, "/for", DocumentCodes.BadMailTemplate, $"The mail has the template \"{seen[template.For]}\" already."));
            }
        }
    }

    private static void Check(PartBuilder part, MailTemplateDocument document, string pointer, LocalizedText text)
    {
        IReadOnlyList<string> known = MailPlaceholders.Of(document.For);
        foreach (string language in Languages.Except(text.Texts.Select(t => t.Language), StringComparer.OrdinalIgnoreCase))
        {
            part.Error(document, pointer, DocumentCodes.BadMailTemplate, $"The text in the language \"{language}\" is missing.");
        }

        foreach (LocalizedEntry entry in text.Texts)
        {
            string[] lines = entry.Text.ReplaceLineEndings("\n").Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                Sentence place = $"({entry.Language}, line {i + 1})";
                if (TextTemplate.Parse(lines[i]) is not { } line)
                {
                    part.Error(document, pointer, DocumentCodes.BadMailTemplate, $"Braces hold a placeholder each; a brace that is one is doubled {place}.");
                }
                else if (line.Expressions.FirstOrDefault(e => !known.Contains(e)) is { } unknown)
                {
                    part.Error(
                        document, pointer, DocumentCodes.BadMailTemplate, $"\"{{{unknown}}}\" is no placeholder of this mail {place}: {string.Join(", ", known.Select(k => $"{{{k}}}"))} are.",
                        NearestName.Find(unknown, known));
                }
            }
        }
    }
}
