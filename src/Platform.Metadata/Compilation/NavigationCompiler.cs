using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles menus.</summary>
internal static class NavigationCompiler
{
    /// <summary>Checks a menu and translates its texts.</summary>
    public static void Compile(NavigationDocument document, PartBuilder part)
    {
        TextMerger texts = part.Translations(DocumentKinds.Navigation, document.Name);
        List<NavigationGroup> groups = [];
        for (int i = 0; i < document.Groups.Count; i++)
        {
            NavigationGroup group = document.Groups[i];
            List<NavigationItem> items = [];
            for (int j = 0; j < group.Items.Count; j++)
            {
                NavigationItem item = group.Items[j];
                CheckItem(document, item, $"/groups/{i}/items/{j}", part);
                items.Add(item with { Label = texts.MergeOptional(string.Create(CultureInfo.InvariantCulture, $"item.{i}.{j}"), item.Label) });
            }

            LocalizedText? label = texts.MergeOptional("group." + i.ToString(CultureInfo.InvariantCulture), group.Label);
            groups.Add(new NavigationGroup(label, items.ToEquatableArray()));
        }

        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
            Groups = groups.ToEquatableArray(),
        };
        part.WarnUnused(texts);
    }

    private static void CheckItem(NavigationDocument document, NavigationItem item, string pointer, PartBuilder part)
    {
        ReferenceChecks.Object(part, document, pointer + "/object", item.Object);
        if (item.View is null) return;
        if (part.View(item.View) is not { } view)
        {
            part.Unknown(document, pointer + "/view", DocumentCodes.UnknownView, $"There is no view \"{item.View}\".", item.View, part.Names.Views);
        }
        else if (view.Object != item.Object)
        {
            part.Error(document, pointer + "/view", DocumentCodes.UnknownView, $"The view \"{view.Name}\" is of {view.Object}, not of {item.Object}.");
        }
        else
        {
            part.Use(Element.View(view.Name), document, pointer + "/view");
        }
    }
}
