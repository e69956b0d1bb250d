using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>
/// One compilation, in the order in which parts need each other: picklists, outlines of objects, objects, their relations, formulas and conditions, views, layouts,
/// menus, roles, hooks; then the rules over all objects.
/// </summary>
internal sealed class CompilationRun
{
    private readonly DocumentIndex _index;
    private readonly List<Finding> _findings;
    private readonly TranslationIndex _translations;
    private readonly PackageGraph _packages;
    private readonly Dictionary<string, PicklistDocument> _picklists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectHead> _heads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectModel> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ViewDocument> _views = new(StringComparer.Ordinal);

    public CompilationRun(DocumentIndex index, PartStore? previous, List<Finding> findings)
    {
        _index = index;
        _findings = findings;
        _translations = new TranslationIndex(index.OfKind<TranslationDocument>());
        IReadOnlyList<PackageDocument> packages = index.OfKind<PackageDocument>();
        _packages = previous is not null && previous.Packages.Documents.SequenceEqual(packages) ? previous.Packages : new PackageGraph(packages);
        Parts = new PartStore(previous, index.Names, _packages);
    }

    /// <summary>The compiled parts.</summary>
    public PartStore Parts { get; }

    /// <summary>Compiles everything; the model is only valid when nothing was found.</summary>
    public TenantModel Compile(long revision)
    {
        foreach (PicklistDocument picklist in _index.OfKind<PicklistDocument>()) _picklists[picklist.Name] = Document(picklist, PicklistCompiler.Compile);
        CompileObjects();
        IReadOnlyList<ViewDocument> views = _index.OfKind<ViewDocument>();
        foreach (ViewDocument view in views) _views[view.Name] = Document(view, ViewCompiler.Compile);
        LayoutDocument[] layouts = [.. _index.OfKind<LayoutDocument>().Select(l => Document(l, LayoutCompiler.Compile))];
        NavigationDocument[] menus = [.. _index.OfKind<NavigationDocument>().Select(n => Document(n, NavigationCompiler.Compile))];
        RoleDocument[] roles = [.. _index.OfKind<RoleDocument>().Select(r => Document(r, RoleCompiler.Compile))];
        HookDocument[] hooks = [.. _index.OfKind<HookDocument>().Select(h => Document(h, HookCompiler.Compile))];
        ActionModel[] actions = [.. _index.OfKind<ActionDocument>().Select(Action)];
        ApprovalFlowDocument[] approvals = [.. _index.OfKind<ApprovalFlowDocument>().Select(a => Document(a, ApprovalFlowCompiler.Compile))];
        BusinessCalendarDocument[] calendars = [.. _index.OfKind<BusinessCalendarDocument>().Select(c => Document(c, BusinessCalendarCompiler.Compile))];
        PackageDocument[] packages = [.. _packages.Documents.Select(p => Document(p, PackageCompiler.Compile))];
        DuplicateRuleDocument[] duplicateRules = [.. _index.OfKind<DuplicateRuleDocument>().Select(r => Document(r, DuplicateRuleCompiler.Compile))];
        CheckWhole(views);
        return new TenantModel(
            revision, _index.Objects.Select(o => _objects[o.Name]).ToEquatableArray(), _picklists.Values.ToEquatableArray(), layouts.ToEquatableArray(),
            views.Select(v => _views[v.Name]).ToEquatableArray(), menus.ToEquatableArray(), roles.ToEquatableArray(), packages.ToEquatableArray(),
            duplicateRules.ToEquatableArray(), approvals.ToEquatableArray())
        {
            Hooks = hooks.ToEquatableArray(),
            Actions = actions.ToEquatableArray(),
            Calendars = calendars.ToEquatableArray(),
            Webhooks = _index.OfKind<WebhookDocument>().Select(w => Document(w, WebhookCompiler.Compile)).ToEquatableArray(),
            InboundEndpoints = _index.OfKind<InboundEndpointDocument>().Select(e => Document(e, InboundEndpointCompiler.Compile)).ToEquatableArray(),
            Conversions = _index.OfKind<ConversionDocument>().Select(Conversion).ToEquatableArray(),
            MailTemplates = _index.OfKind<MailTemplateDocument>().Select(t => Document(t, MailTemplateCompiler.Compile)).ToEquatableArray(),
        };
    }

    private T Document<T>(T document, Action<T, PartBuilder> compile) where T : Document
    {
        Part part = Parts.GetOrBuild(document.Kind, document.Name, document, Ask, b => compile(document, b));
        return (T)part.Output!;
    }

    private ActionModel Action(ActionDocument document) =>
        (ActionModel)Parts.GetOrBuild(document.Kind, document.Name, document, Ask, b => CustomActionCompiler.Compile(document, b)).Output!;

    private ConversionModel Conversion(ConversionDocument document) =>
        (ConversionModel)Parts.GetOrBuild(document.Kind, document.Name, document, Ask, b => ConversionCompiler.Compile(document, b)).Output!;

    private void CompileObjects()
    {
        foreach (ObjectDocument document in _index.Objects) _heads[document.Name] = ObjectHead.Of(document);
        Dictionary<string, ObjectDraft> drafts = new(StringComparer.Ordinal);
        ILookup<string, MatchKey> matching = _index.OfKind<DuplicateRuleDocument>().Where(r => r.Active)
            .SelectMany(r => r.Matches.Where(m => m.All.Count > 0).Select(m => (r.Target, Leading: DuplicateFields.Leading(m))))
            .ToLookup(m => m.Target, m => new MatchKey(m.Leading.Other, m.Leading.By), StringComparer.Ordinal);
        foreach (ObjectDocument document in _index.Objects)
        {
            ObjectInput input = _index.InputOf(document) with { Matching = matching[document.Name].Distinct().ToEquatableArray() };
            Part part = Parts.GetOrBuild(DocumentKinds.Object, document.Name, input, Ask, b => ObjectCompiler.Compile(input, b));
            drafts[document.Name] = (ObjectDraft)part.Output!;
        }

        RelationBuilder relations = new(_index, drafts, _translations, Parts, _findings);
        foreach (ObjectDocument document in _index.Objects) _objects[document.Name] = relations.Complete(document);
        CompileFormulas();
        CompileConditions();
        CompilePipelines();
    }

    private void CompileFormulas()
    {
        // Formulas ask for types alone, so that they see every object before its formulas are checked, in whatever order.
        Dictionary<string, ObjectModel> computed = [];
        foreach (ObjectDocument document in _index.Objects)
        {
            ObjectModel model = _objects[document.Name];
            if (model.Fields.All(f => !f.IsComputed)) continue;
            FormulaCompiler.Input input = new(model, _index.InputOf(document));
            Part part = Parts.GetOrBuild(FormulaCompiler.Kind, document.Name, input, Ask, b => FormulaCompiler.Compile(input, b));
            computed[document.Name] = (ObjectModel)part.Output!;
        }

        foreach ((string name, ObjectModel model) in computed) _objects[name] = model;
    }

    private void CompileConditions()
    {
        Dictionary<string, ObjectModel> conditioned = [];
        foreach (ObjectDocument document in _index.Objects)
        {
            ObjectModel model = _objects[document.Name];
            if (!ConditionCompiler.Applies(model)) continue;
            ConditionCompiler.Input input = new(model, _index.InputOf(document));
            Part part = Parts.GetOrBuild(ConditionCompiler.Kind, document.Name, input, Ask, b => ConditionCompiler.Compile(input, b));
            conditioned[document.Name] = (ObjectModel)part.Output!;
        }

        foreach ((string name, ObjectModel model) in conditioned) _objects[name] = model;
    }

    private void CompilePipelines()
    {
        // Conditions ask for types alone, as formulas do.
        Dictionary<string, ObjectModel> staged = [];
        foreach (IGrouping<string, PipelineDocument> documents in _index.Pipelines)
        {
            if (!_objects.TryGetValue(documents.Key, out ObjectModel? model)) continue;
            PipelineCompiler.Input input = new(model, documents.ToEquatableArray());
            Part part = Parts.GetOrBuild(DocumentKinds.Pipeline, documents.Key, input, Ask, b => new PipelineCompiler(input, b).Compile());
            staged[documents.Key] = (ObjectModel)part.Output!;
        }

        foreach ((string name, ObjectModel model) in staged) _objects[name] = model;
    }

    private void CheckWhole(IReadOnlyList<ViewDocument> views)
    {
        ObjectModel[] objects = [.. _index.Objects.Select(o => _objects[o.Name])];
        ApiNameRules.Check(_index, objects, _findings);
        ApiNameRules.CheckActions(_index, objects, _findings);
        StorageNameRules.Check(_index, objects, _findings);
        MasterChainRules.Check(_index, objects, _findings);
        FormulaRules.Check(_index, objects, _findings);
        ConditionRules.Check(_index, objects, _findings);
        DocumentRules.CheckExtensionTargets(_index, _findings);
        DocumentRules.CheckPipelineObjects(_index, _findings);
        DocumentRules.CheckPipelineRoles(_index, _findings);
        DocumentRules.CheckPipelineFlows(_index, _findings);
        DocumentRules.CheckApprovalRoles(_index, _findings);
        ApprovalFlowRules.Check(_index, _findings);
        DocumentRules.CheckActionRoles(_index, _findings);
        ActionRules.Check(_index, _findings);
        ComputedFieldRules.Check(_index, _findings);
        CalendarRules.Check(_index, _findings);
        IntegrationRules.Check(_index, _findings);
        MailTemplateCompiler.CheckMails(_index, _findings);
        ConversionRules.Check(_index, _findings);
        DocumentRules.CheckPackages(_index, _packages, _findings);
        DocumentRules.CheckDefaultViews(views, _findings);
        DocumentRules.CheckTranslationOwners(_index, _translations, _findings);
    }

    private object? Ask(Topic topic, string name) => topic switch
    {
        Topic.Head => _heads.GetValueOrDefault(name),
        Topic.Object => _objects.GetValueOrDefault(name),
        Topic.Picklist => _picklists.GetValueOrDefault(name),
        Topic.View => _views.GetValueOrDefault(name),
        Topic.Translations => _translations.For(name),
        Topic.Packages => _packages,
        Topic.Calendar => name.Length > 0 ? _index.Find(DocumentKinds.BusinessCalendar, name) : BusinessHours.Ruling(_index.OfKind<BusinessCalendarDocument>()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
