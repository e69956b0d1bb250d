using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Workspace;

/// <summary>The languages in which the application speaks.</summary>
public static class WorkspaceLocales
{
    /// <summary>The languages, the default one first.</summary>
    public static EquatableArray<WorkspaceLocale> All { get; } =
        [new(LocalizedText.DefaultLanguage, "English"), new("zh-CN", "简体中文")];

    /// <summary>
    /// The language for what a client asked: the same tag, else one of the same primary language (<c>zh-CN</c> for <c>zh-Hans</c>),
    /// else the default.
    /// </summary>
    /// <param name="requested">BCP 47 tag from outside; null or nonsense give the default.</param>
    public static string Choose(string? requested) => Find(requested) ?? LocalizedText.DefaultLanguage;

    /// <summary>The language for what a client asked, or null when the application does not speak it.</summary>
    /// <param name="requested">BCP 47 tag from outside.</param>
    public static string? Find(string? requested)
    {
        if (string.IsNullOrEmpty(requested)) return null;
        string? sameLanguage = null;
        foreach (WorkspaceLocale locale in All)
        {
            if (string.Equals(locale.Tag, requested, StringComparison.OrdinalIgnoreCase)) return locale.Tag;
            if (string.Equals(Primary(locale.Tag), Primary(requested), StringComparison.OrdinalIgnoreCase)) sameLanguage ??= locale.Tag;
        }

        return sameLanguage;
    }

    private static string Primary(string tag) => tag.Split('-', 2)[0];
}
