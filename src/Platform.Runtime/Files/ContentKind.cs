namespace Platform.Runtime.Files;

/// <summary>What a content is.</summary>
/// <param name="MediaType">Media type, found out from the content.</param>
/// <param name="Width">Width of a picture in pixels, else null.</param>
/// <param name="Height">Height of a picture in pixels, else null.</param>
public sealed record ContentKind(string MediaType, int? Width = null, int? Height = null);
