namespace Platform.Runtime.Files;

/// <summary>The answer to an upload.</summary>
/// <param name="Id">Id of the <c>File</c> record, to be put into a file or image field.</param>
/// <param name="Name">File name as kept.</param>
/// <param name="MediaType">Media type as found out.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the content in lower-case hex.</param>
/// <param name="Width">Width of a picture in pixels, else null.</param>
/// <param name="Height">Height of a picture in pixels, else null.</param>
/// <param name="Url">Where it can be downloaded, relative to this site.</param>
public sealed record UploadedFile(Guid Id, string Name, string MediaType, long Size, string Sha256, int? Width, int? Height, string Url);
