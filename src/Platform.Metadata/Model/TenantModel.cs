using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>
/// A tenant's compiled documents: immutable, and complete in itself. Objects refer to each other by name, so that an object
/// that did not change is the same instance in the next revision's model.
/// </summary>
public sealed class TenantModel
{
    private readonly FrozenDictionary<string, ObjectModel> _objects;
    private readonly FrozenDictionary<string, IReadOnlyList<DuplicateRuleDocument>> _duplicateRules;
    private readonly FrozenDictionary<(string Object, HookEvent Event), EquatableArray<HookDocument>> _hooks =
        FrozenDictionary<(string Object, HookEvent Event), EquatableArray<HookDocument>>.Empty;
    private readonly EquatableArray<HookDocument> _hookList;
    private readonly EquatableArray<BusinessCalendarDocument> _calendarList;
    private readonly FrozenDictionary<string, BusinessHours> _calendars = FrozenDictionary<string, BusinessHours>.Empty;
    private readonly BusinessHours _defaultHours = BusinessHours.Always;
    private readonly EquatableArray<WebhookDocument> _webhookList;
    private readonly FrozenDictionary<(string Object, WebhookEvent Event), EquatableArray<WebhookDocument>> _webhooks =
        FrozenDictionary<(string Object, WebhookEvent Event), EquatableArray<WebhookDocument>>.Empty;
    private readonly EquatableArray<ConversionModel> _conversionList;
    private readonly FrozenDictionary<string, EquatableArray<ConversionModel>> _conversions = FrozenDictionary<string, EquatableArray<ConversionModel>>.Empty;
    private readonly FrozenDictionary<string, EquatableArray<ApprovalFlowDocument>> _flows;

    /// <summary>Puts a model together from compiled parts; only the compiler does.</summary>
    public TenantModel(
        long revision,
        EquatableArray<ObjectModel> objects,
        EquatableArray<PicklistDocument> picklists,
        EquatableArray<LayoutDocument> layouts,
        EquatableArray<ViewDocument> views,
        EquatableArray<NavigationDocument> navigations,
        EquatableArray<RoleDocument> roles,
        EquatableArray<PackageDocument> packages,
        EquatableArray<DuplicateRuleDocument> duplicateRules,
        EquatableArray<ApprovalFlowDocument> approvalFlows)
    {
        Revision = revision;
        Objects = objects;
        Picklists = picklists;
        Layouts = layouts;
        Views = views;
        Navigations = navigations;
        Roles = roles;
        Packages = packages;
        DuplicateRules = duplicateRules;
        _duplicateRules = duplicateRules.Where(r => r.Active).GroupBy(r => r.Object, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<DuplicateRuleDocument>)[.. g], StringComparer.Ordinal);
        ApprovalFlows = approvalFlows;
        _flows = approvalFlows.OrderBy(f => f.Priority).ThenBy(f => f.Name, StringComparer.Ordinal).GroupBy(f => f.Object)
            .ToFrozenDictionary(g => g.Key, g => g.ToEquatableArray(), StringComparer.Ordinal);
        _objects = objects.ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);
    }

    /// <summary>Revision of the tenant's documents that this model was compiled from; 0 for none yet.</summary>
    public long Revision { get; }

    /// <summary>Objects ordered by name (ordinal), system objects included.</summary>
    public EquatableArray<ObjectModel> Objects { get; }

    /// <summary>Global picklists.</summary>
    public EquatableArray<PicklistDocument> Picklists { get; }

    /// <summary>Layouts, references checked, labels merged with translations.</summary>
    public EquatableArray<LayoutDocument> Layouts { get; }

    /// <summary>List views.</summary>
    public EquatableArray<ViewDocument> Views { get; }

    /// <summary>Menus.</summary>
    public EquatableArray<NavigationDocument> Navigations { get; }

    /// <summary>Roles.</summary>
    public EquatableArray<RoleDocument> Roles { get; }

    /// <summary>Installed packages.</summary>
    public EquatableArray<PackageDocument> Packages { get; }

    /// <summary>Rules of duplicates, those that are not active too.</summary>
    public EquatableArray<DuplicateRuleDocument> DuplicateRules { get; }

    /// <summary>The active rules of duplicates that check records of an object.</summary>
    public IReadOnlyList<DuplicateRuleDocument> DuplicateRulesOf(string objectName) => _duplicateRules.GetValueOrDefault(objectName) ?? [];

    /// <summary>Hooks, those that are not active included.</summary>
    public EquatableArray<HookDocument> Hooks
    {
        get => _hookList;
        init
        {
            _hookList = value;
            _hooks = value.Where(h => h.Active)
                .SelectMany(h => h.On.Select(e => (Key: (h.Object, Event: e), Hook: h)))
                .GroupBy(h => h.Key, h => h.Hook)
                .ToFrozenDictionary(g => g.Key, g => g.OrderBy(h => h.Order).ThenBy(h => h.Name, StringComparer.Ordinal).ToEquatableArray());
        }
    }

    /// <summary>Active hooks of an object's event, in the order in which they run.</summary>
    public EquatableArray<HookDocument> HooksOf(string objectName, HookEvent @event) =>
        _hooks.Count > 0 && _hooks.TryGetValue((objectName, @event), out EquatableArray<HookDocument> hooks) ? hooks : [];

    /// <summary>Business calendars.</summary>
    public EquatableArray<BusinessCalendarDocument> Calendars
    {
        get => _calendarList;
        init
        {
            _calendarList = value;
            _calendars = value.ToFrozenDictionary(c => c.Name, c => new BusinessHours(c), StringComparer.Ordinal);
            _defaultHours = BusinessHours.Ruling(value) is { } ruling ? _calendars[ruling.Name] : BusinessHours.Always;
        }
    }

    /// <summary>The working time of a calendar; of the default calendar when the name is null or gone; every hour of every day when there is none.</summary>
    public WorkingTime TimeOf(string? calendar) =>
        (calendar is not null && _calendars.TryGetValue(calendar, out BusinessHours? hours) ? hours : _defaultHours).Time;

    /// <summary>The hours of a calendar; of the default calendar, or every hour of every day, without a name; null when there is none of that name.</summary>
    public BusinessHours? HoursOf(string? calendar) => calendar is null ? _defaultHours : _calendars.GetValueOrDefault(calendar);

    /// <summary>Actions, those that are not active included.</summary>
    public EquatableArray<ActionModel> Actions { get; init; }

    /// <summary>Approval flows.</summary>
    public EquatableArray<ApprovalFlowDocument> ApprovalFlows { get; }

    /// <summary>The approval flows of an object in the order in which their conditions are tried.</summary>
    public EquatableArray<ApprovalFlowDocument> FlowsOf(string objectName) => _flows.GetValueOrDefault(objectName);

    /// <summary>The approval flow of that name; null when there is none.</summary>
    public ApprovalFlowDocument? ApprovalFlow(string name) => ApprovalFlows.FirstOrDefault(f => f.Name == name);

    /// <summary>Webhooks, those that are not active included.</summary>
    public EquatableArray<WebhookDocument> Webhooks
    {
        get => _webhookList;
        init
        {
            _webhookList = value;
            _webhooks = value.Where(w => w.Active)
                .SelectMany(w => w.Events.Select(e => (Key: (w.Object, Event: e), Webhook: w)))
                .GroupBy(w => w.Key, w => w.Webhook)
                .ToFrozenDictionary(g => g.Key, g => g.ToEquatableArray());
        }
    }

    /// <summary>Active webhooks that tell a change of an object's records.</summary>
    public EquatableArray<WebhookDocument> WebhooksOf(string objectName, WebhookEvent @event) =>
        _webhooks.Count > 0 && _webhooks.TryGetValue((objectName, @event), out EquatableArray<WebhookDocument> webhooks) ? webhooks : [];

    /// <summary>Inbound endpoints, those that are not active included.</summary>
    public EquatableArray<InboundEndpointDocument> InboundEndpoints { get; init; }

    /// <summary>Conversions, those that are not active included.</summary>
    public EquatableArray<ConversionModel> Conversions
    {
        get => _conversionList;
        init
        {
            _conversionList = value;
            _conversions = value.OrderBy(c => c.Document.Priority).ThenBy(c => c.Name, StringComparer.Ordinal).GroupBy(c => c.Object)
                .ToFrozenDictionary(g => g.Key, g => g.ToEquatableArray(), StringComparer.Ordinal);
        }
    }

    /// <summary>Conversions of an object's records in the order in which their conditions are tried, those that are not active included.</summary>
    public EquatableArray<ConversionModel> ConversionsOf(string objectName) =>
        _conversions.Count > 0 && _conversions.TryGetValue(objectName, out EquatableArray<ConversionModel> conversions) ? conversions : [];

    /// <summary>Templates of mails, one for a mail at most.</summary>
    public EquatableArray<MailTemplateDocument> MailTemplates { get; init; }

    /// <summary>The object of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; for names that come from the model itself.</exception>
    public ObjectModel Object(string name) => _objects[name];

    /// <summary>Looks an object up by a name from outside.</summary>
    public bool TryGetObject(string name, [NotNullWhen(true)] out ObjectModel? model) => _objects.TryGetValue(name, out model);
}
