using System.IO.Compression;
using System.Security.Cryptography;

namespace Platform.Runtime.Hosting;

/// <summary>One file of the web app. Its compressed forms are made when first asked for.</summary>
internal sealed class WebAsset
{
    private const int SmallestWorthCompressing = 1024;
    private readonly byte[] _content;
    private readonly Lazy<byte[]>? _brotli;
    private readonly Lazy<byte[]>? _gzip;

    internal WebAsset(byte[] content, string contentType, bool isCompressible, bool isImmutable)
    {
        _content = content;
        ContentType = contentType;
        IsImmutable = isImmutable;
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";
        if (!isCompressible || content.Length < SmallestWorthCompressing) return;
        _brotli = new Lazy<byte[]>(() => Compress(to => new BrotliStream(to, new BrotliCompressionOptions { Quality = 8 })));
        _gzip = new Lazy<byte[]>(() => Compress(to => new GZipStream(to, CompressionLevel.SmallestSize)));
    }

    internal string ContentType { get; }

    internal bool IsImmutable { get; }

    internal string ETag { get; }

    /// <summary>The content in the best encoding that the client takes, and the encoding's name.</summary>
    /// <param name="accepted">The client's <c>Accept-Encoding</c>.</param>
    internal (ReadOnlyMemory<byte> Body, string? Encoding) Encoded(string accepted)
    {
        if (_brotli is not null && Accepts(accepted, "br")) return (_brotli.Value, "br");
        if (_gzip is not null && Accepts(accepted, "gzip")) return (_gzip.Value, "gzip");
        return (_content, null);
    }

    private static bool Accepts(string accepted, string encoding)
    {
        foreach (string part in accepted.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] choice = part.Split(';', StringSplitOptions.TrimEntries);
            if (choice[0] == encoding) return choice.Length == 1 || choice[1].TrimEnd('0', '.') != "q=";
        }
        return false;
    }

    private byte[] Compress(Func<Stream, Stream> through)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = through(compressed)) stream.Write(_content);
        return compressed.ToArray();
    }
}
