using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles hooks, all but their sources.</summary>
internal static class HookCompiler
{
    /// <summary>Checks a hook and translates its texts.</summary>
    public static void Compile(HookDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Hook, document.Name);
        ReferenceChecks.Object(part, document, "/object", document.Object);
        ScriptChecks.Unique(part, document, "/on", document.On.Select(e => e.ToString()), "The event is listed twice.");
        ScriptChecks.Check(document, part);
        bool isEverAlone = document.On.Any(HookEvents.RunsAlone);
        if (!isEverAlone && !document.Hosts.IsEmpty) Useless("hosts", "\"http\" is for hooks that run after commit: within a write nobody can take it back.");
        if (!isEverAlone && !document.Secrets.IsEmpty) Useless("secrets", "Secrets are for calls of other systems, which hooks make after commit.");
        if (!isEverAlone && document.Queue != HookQueue.Record) Useless("queue", "A queue is for hooks that run after commit.");
        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Messages = ScriptChecks.Messages(document, texts),
        };
        part.WarnUnused(texts);

        void Useless(string key, string message) => part.Error(document, "/" + key, DocumentCodes.HookEvents, message);
    }
}
