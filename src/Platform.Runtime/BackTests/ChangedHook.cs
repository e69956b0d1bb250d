using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Hooks;

namespace Platform.Runtime.BackTests;

/// <summary>A hook as it is and as it would be, each with the rights of whoever wants to know.</summary>
/// <param name="Before">As it is; null for a new one.</param>
/// <param name="After">As it would be; null for one that is removed.</param>
internal sealed record ChangedHook(HookDocument? Before, HookDocument? After)
{
    private static readonly HookEvent[] OfWrites = [.. Enum.GetValues<HookEvent>().Where(e => HookKinds.WriteOf(e) is not null)];

    /// <summary>Its name; the new one when it changes.</summary>
    public string Name => (After ?? Before)!.Name;

    /// <summary>Objects of which it hears.</summary>
    public IEnumerable<string> Objects => new[] { Before?.Object, After?.Object }.OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Hooks that differ between two models, as far as writes wait for them.</summary>
    public static IReadOnlyList<ChangedHook> Between(TenantModel before, TenantModel after)
    {
        Dictionary<string, HookDocument> now = before.Hooks.ToDictionary(h => h.Id), then = after.Hooks.ToDictionary(h => h.Id);
        return
        [
            .. now.Keys.Union(then.Keys).Order(StringComparer.Ordinal)
                .Select(id => (Before: now.GetValueOrDefault(id), After: then.GetValueOrDefault(id)))
                .Where(h => h.Before != h.After && Hears(h.Before, h.After))
                .Select(h => new ChangedHook(AsUser(h.Before), AsUser(h.After))),
        ];
    }

    /// <summary>Objects whose records it is shown: those of which it hears, and what their records become where it hears of conversions.</summary>
    public IEnumerable<string> Shown(TenantModel model) => Objects
        .Concat(new[] { Before, After }.OfType<HookDocument>().Where(h => h.On.Any(IsOfConversion)).SelectMany(h => model.ConversionsOf(h.Object)).SelectMany(c => c.Targets).Select(t => t.Target.Object))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Events of a save at which it runs, or would.</summary>
    public IEnumerable<HookEvent> EventsOf(EarlierSave save) => OfWrites.Where(e => Happened(e, save) && (Runs(Before, save, e) || Runs(After, save, e)));

    /// <summary>Whether a form of it runs at an event of a save.</summary>
    public static bool Runs(HookDocument? hook, EarlierSave save, HookEvent happening) => hook is { Active: true } && hook.Object == save.Layout.Object.Name && hook.On.Contains(happening);

    private static bool IsOfConversion(HookEvent happening) => happening is HookEvent.BeforeConvert or HookEvent.AfterConvert;

    private static bool Happened(HookEvent happening, EarlierSave save) => happening switch
    {
        HookEvent.BeforeMerge or HookEvent.AfterMerge => save.Merge is not null,
        HookEvent.BeforeConvert or HookEvent.AfterConvert => save.Conversion is not null,
        _ => HookKinds.WriteOf(happening)!.Value.Kind == save.Kind,
    };

    private static bool Hears(params HookDocument?[] forms) => forms.Any(h => h is not null && h.On.Any(e => OfWrites.Contains(e)));

    private static HookDocument? AsUser(HookDocument? hook) => hook is null or { RunAs: HookIdentity.User } ? hook : hook with { RunAs = HookIdentity.User };
}
