namespace Platform.Metadata.Compilation;

/// <summary>All names, for suggestions; not part of what a part depends on, since a part with findings is always made again.</summary>
internal sealed record ModelNames(IReadOnlyList<string> Objects, IReadOnlyList<string> Picklists, IReadOnlyList<string> Views, IReadOnlyList<string> Calendars);
