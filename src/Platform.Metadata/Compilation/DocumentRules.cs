using Platform.Expressions.Diagnostics;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Rules over all documents together.</summary>
internal static class DocumentRules
{
    /// <summary>Every extension extends an object that exists.</summary>
    public static void CheckExtensionTargets(DocumentIndex index, List<Finding> findings)
    {
        foreach (FieldExtensionDocument extension in index.Extensions.SelectMany(e => e))
        {
            if (index.Find(DocumentKinds.Object, extension.Object) is not null) continue;
            findings.Add(Finding.Error(
                extension, "/object", DocumentCodes.UnknownObject, $"There is no object \"{extension.Object}\".",
                NearestName.Find(extension.Object, index.Names.Objects)));
        }
    }

    /// <summary>Every pipeline is of an object that exists.</summary>
    public static void CheckPipelineObjects(DocumentIndex index, List<Finding> findings)
    {
        foreach (PipelineDocument pipeline in index.Pipelines.SelectMany(p => p))
        {
            if (index.Find(DocumentKinds.Object, pipeline.Object) is not null) continue;
            findings.Add(Finding.Error(
                pipeline, "/object", DocumentCodes.UnknownObject, $"There is no object \"{pipeline.Object}\".",
                NearestName.Find(pipeline.Object, index.Names.Objects)));
        }
    }

    /// <summary>Every role that a pipeline names exists.</summary>
    public static void CheckPipelineRoles(DocumentIndex index, List<Finding> findings)
    {
        foreach (PipelineDocument pipeline in index.Pipelines.SelectMany(p => p))
        {
            IEnumerable<(string Role, string Pointer)> named = pipeline.ReopenedBy.Select((role, i) => (role, Invariant($"/reopenedBy/{i}")))
                .Concat(pipeline.Transitions.SelectMany((t, i) => t.Roles.Select((role, j) => (role, Invariant($"/transitions/{i}/roles/{j}")))));
            foreach ((string role, string pointer) in named)
            {
                if (index.Find(DocumentKinds.Role, role) is not null) continue;
                findings.Add(Finding.Error(
                    pipeline, pointer, DocumentCodes.UnknownRole, $"There is no role \"{role}\".",
                    NearestName.Find(role, index.OfKind<RoleDocument>().Select(r => r.Name))));
            }
        }
    }

    /// <summary>Every approval flow that a pipeline asks for exists, and is of its object.</summary>
    public static void CheckPipelineFlows(DocumentIndex index, List<Finding> findings)
    {
        foreach (PipelineDocument pipeline in index.Pipelines.SelectMany(p => p))
        {
            IEnumerable<(string Flow, string Pointer)> named = pipeline.Stages.SelectMany((s, i) => s.RequiredApprovals.Select((f, j) => (f, Invariant($"/stages/{i}/requiredApprovals/{j}"))));
            foreach ((string flow, string pointer) in named)
            {
                if (index.Find(DocumentKinds.ApprovalFlow, flow) is ApprovalFlowDocument found && found.Object == pipeline.Object) continue;
                findings.Add(Finding.Error(
                    pipeline, pointer, DocumentCodes.UnknownFlow, $"{pipeline.Object} has no approval flow \"{flow}\".",
                    NearestName.Find(flow, index.OfKind<ApprovalFlowDocument>().Where(f => f.Object == pipeline.Object).Select(f => f.Name))));
            }
        }
    }

    /// <summary>Every role that an approval flow names exists.</summary>
    public static void CheckApprovalRoles(DocumentIndex index, List<Finding> findings)
    {
        foreach (ApprovalFlowDocument flow in index.OfKind<ApprovalFlowDocument>())
        {
            foreach ((string role, string pointer) in ApprovalRoles.Of(flow))
            {
                if (index.Find(DocumentKinds.Role, role) is not null) continue;
                findings.Add(Finding.Error(
                    flow, pointer, DocumentCodes.UnknownRole, $"There is no role \"{role}\".", NearestName.Find(role, index.OfKind<RoleDocument>().Select(r => r.Name))));
            }
        }
    }

    /// <summary>Every role that an action names exists.</summary>
    public static void CheckActionRoles(DocumentIndex index, List<Finding> findings)
    {
        foreach (ActionDocument action in index.OfKind<ActionDocument>())
        {
            for (int i = 0; i < action.Roles.Count; i++)
            {
                if (index.Find(DocumentKinds.Role, action.Roles[i]) is not null) continue;
                findings.Add(Finding.Error(
                    action, Invariant($"/roles/{i}"), DocumentCodes.UnknownRole, $"There is no role \"{action.Roles[i]}\".",
                    NearestName.Find(action.Roles[i], index.OfKind<RoleDocument>().Select(r => r.Name))));
            }
        }
    }

    /// <summary>Every package but the standard apps has a namespace, with which its names begin; every document's package has a manifest.</summary>
    public static void CheckPackages(DocumentIndex index, PackageGraph packages, List<Finding> findings)
    {
        HashSet<string> reported = new(StringComparer.Ordinal);
        foreach (Document document in index.All)
        {
            if (document is PackageDocument { Namespace: null } && !StandardApps.NeedsNoNamespace(document.Name))
            {
                findings.Add(Finding.Error(
                    document, string.Empty, DocumentCodes.MissingNamespace,
                    $"The package \"{document.Name}\" needs a \"namespace\": only the standard apps ({string.Join(", ", StandardApps.Names)}) name things without one."));
            }

            if (document.Package is not { } name || document is PackageDocument) continue;
            if (packages.Find(name) is not { } manifest)
            {
                if (!reported.Add(name)) continue;
                findings.Add(Finding.Error(
                    document, "/package", DocumentCodes.UnknownPackage,
                    $"The package \"{name}\" of the document has no manifest (a document of kind package).", NearestName.Find(name, packages.Names)));
            }
            else if (manifest.Namespace is { } prefix && document is not (TranslationDocument or FieldExtensionDocument)
                && !document.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                findings.Add(Finding.Error(
                    document, "/name", DocumentCodes.MissingPrefix, $"Names of package \"{name}\" begin with its namespace \"{prefix}\"."));
            }
        }
    }

    /// <summary>At most one default view per object among the tenant's own, and one among each package's; the tenant's own wins.</summary>
    public static void CheckDefaultViews(IReadOnlyList<ViewDocument> views, List<Finding> findings)
    {
        foreach (IGrouping<(string, string?), ViewDocument> group in views.Where(v => v.Default).GroupBy(v => (v.Object, v.Package)))
        {
            foreach (ViewDocument view in group.Skip(1))
            {
                findings.Add(Finding.Error(
                    view, "/default", DocumentCodes.SeveralDefaults, $"The view \"{group.First().Name}\" is already the default of {view.Object}."));
            }
        }
    }

    /// <summary>Warns of translations whose document does not exist.</summary>
    public static void CheckTranslationOwners(DocumentIndex index, TranslationIndex translations, List<Finding> findings)
    {
        foreach ((string owner, EquatableArray<TranslatedText> texts) in translations.All)
        {
            string[] words = owner.Split('.', 2);
            bool exists = words.Length == 2 && index.Find(words[0], words[1]) is not null;
            if (!exists) findings.AddRange(texts.Select(Finding.Unused));
        }
    }
}
