using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Workspace;

/// <summary>Menus reduced to the objects that the user may read.</summary>
internal static class WorkspaceNavigations
{
    /// <summary>Name of the menu of a tenant that has no document for one.</summary>
    private const string MadeName = "main";

    /// <summary>
    /// The documents' menus. The tenant's own objects that no menu lists stand in a group without title at the end of the first one, so
    /// that an object can be used as soon as it is applied; objects of packages, details and system objects do not.
    /// </summary>
    public static EquatableArray<WorkspaceNavigation> Build(TenantModel model, EquatableArray<WorkspaceObject> objects, string locale)
    {
        Dictionary<string, WorkspaceObject> readable = objects.ToDictionary(o => o.Name, StringComparer.Ordinal);
        HashSet<string> listed = [.. model.Navigations.SelectMany(n => n.Groups).SelectMany(g => g.Items).Select(i => i.Object)];
        List<WorkspaceNavigation> menus = model.Navigations
            .Select(n => new WorkspaceNavigation(n.Name, n.Label?.In(locale) ?? n.Name, n.Icon, Groups(n, readable, locale)))
            .Where(n => !n.Groups.IsEmpty)
            .ToList();

        EquatableArray<WorkspaceNavigationItem> unlisted = objects
            .Where(o => !listed.Contains(o.Name) && model.Object(o.Name) is { Package: null, IsSystem: false, MasterField: null })
            .Select(o => new WorkspaceNavigationItem(o.Name, o.PluralLabel, o.Icon, null))
            .ToEquatableArray();
        if (unlisted.IsEmpty) return [.. menus];
        WorkspaceNavigationGroup rest = new(null, unlisted);
        if (menus.Count == 0) return [new WorkspaceNavigation(MadeName, string.Empty, null, [rest])];
        menus[0] = menus[0] with { Groups = menus[0].Groups.Add(rest) };
        return [.. menus];
    }

    private static EquatableArray<WorkspaceNavigationGroup> Groups(
        NavigationDocument document, Dictionary<string, WorkspaceObject> readable, string locale) =>
        document.Groups
            .Select(g => new WorkspaceNavigationGroup(
                g.Label?.In(locale),
                g.Items
                    .Where(i => readable.ContainsKey(i.Object))
                    .Select(i => Item(i, readable[i.Object], locale))
                    .ToEquatableArray()))
            .Where(g => !g.Items.IsEmpty)
            .ToEquatableArray();

    private static WorkspaceNavigationItem Item(NavigationItem item, WorkspaceObject target, string locale) =>
        new(item.Object, item.Label?.In(locale) ?? target.PluralLabel, target.Icon,
            target.Views.Any(v => v.Name == item.View) ? item.View : null);
}
