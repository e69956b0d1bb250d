using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>What every document with a script is checked for, all but its sources: those are read where there is an engine for them.</summary>
internal static class ScriptChecks
{
    /// <summary>Checks sources by name, access and messages.</summary>
    public static void Check(ScriptDocument document, PartBuilder part)
    {
        Unique(part, document, "/modules", document.Modules.Select(m => m.Path), "The source file is listed twice.");
        Unique(part, document, "/messages", document.Messages.Select(m => m.Name), "The message is listed twice.");
        Unique(part, document, "/access", document.Access.Select(a => a.Object), "The object is listed twice.");
        Unique(part, document, "/hosts", document.Hosts, "The host is listed twice.");
        Unique(part, document, "/secrets", document.Secrets, "The secret is listed twice.");
        for (int i = 0; i < document.Access.Count; i++)
        {
            HookAccess access = document.Access[i];
            if (ReferenceChecks.Object(part, document, $"/access/{i}/object", access.Object) is not { Writes: not RecordWrites.All } written || !access.Write) continue;
            part.Error(document, $"/access/{i}/write", DocumentCodes.HookAccess, $"Records of {written.Name} are written by the platform; a hook may only read them.");
        }

        if (document.Modules.All(m => m.Path != document.Source))
        {
            part.Unknown(
                document, "/source", DocumentCodes.HookModules, $"There is no source file \"{document.Source}\".", document.Source, document.Modules.Select(m => m.Path));
        }
    }

    /// <summary>The messages with their translations.</summary>
    public static EquatableArray<HookMessage> Messages(ScriptDocument document, TextMerger texts) =>
        document.Messages.Select(m => m with { Text = texts.Merge("message." + m.Name, m.Text) }).ToEquatableArray();

    /// <summary>Reports what is listed twice.</summary>
    public static void Unique(PartBuilder part, Document document, string pointer, IEnumerable<string> items, Sentence message)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        int i = 0;
        foreach (string item in items)
        {
            if (!seen.Add(item)) part.Error(document, $"{pointer}/{i}", DocumentCodes.DuplicateItem, message);
            i++;
        }
    }
}
