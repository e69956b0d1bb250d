using System.Buffers.Binary;
using System.Text;

namespace Platform.Runtime.Files;

/// <summary>
/// Finds out what a content is from its first bytes. What the sender says counts only between kinds that look alike: which text, which office document.
/// </summary>
public static class ContentSniffer
{
    private const string Unknown = "application/octet-stream";

    private static readonly (byte[] Signature, string MediaType)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0x1f, 0x8b], "application/gzip"),
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "application/x-ole-storage"),
        ("Rar!\x1a\x07"u8.ToArray(), "application/vnd.rar"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "application/x-7z-compressed"),
        ("OggS"u8.ToArray(), "application/ogg"),
        ("ID3"u8.ToArray(), "audio/mpeg"),
        ("BM"u8.ToArray(), "image/bmp"),
        ("MZ"u8.ToArray(), "application/vnd.microsoft.portable-executable"),
        ([0x7f, 0x45, 0x4c, 0x46], "application/x-elf"),
    ];

    private static readonly (string Part, string MediaType)[] Office =
    [
        ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    private static readonly Dictionary<string, string> TextTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv",
        [".json"] = "application/json",
        [".md"] = "text/markdown",
        [".ics"] = "text/calendar",
        [".vcf"] = "text/vcard",
    };

    /// <summary>What a content is.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <param name="name">Its file name, for the kinds of text.</param>
    public static ContentKind Find(ReadOnlySpan<byte> head, string name)
    {
        if (Picture(head) is { } picture) return picture;
        foreach ((byte[] signature, string mediaType) in Signatures)
        {
            if (head.StartsWith(signature)) return new ContentKind(mediaType);
        }

        if (head.StartsWith("PK\x03\x04"u8)) return new ContentKind(Archive(head));
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)) return new ContentKind(head[8..10].SequenceEqual("M4"u8) ? "audio/mp4" : "video/mp4");
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WAVE"u8)) return new ContentKind("audio/wav");
        return new ContentKind(IsText(head) ? Text(head, name) : Unknown);
    }

    private static ContentKind? Picture(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && head.Length >= 24)
        {
            return Sized("image/png", BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        }

        if ((head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) && head.Length >= 10)
        {
            return Sized("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
        }

        if (head.StartsWith("RIFF"u8) && head.Length >= 30 && head[8..12].SequenceEqual("WEBP"u8)) return WebP(head);
        return head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? Jpeg(head) : null;
    }

    private static ContentKind WebP(ReadOnlySpan<byte> head)
    {
        if (head[12..16].SequenceEqual("VP8X"u8)) return Sized("image/webp", 1 + Int24(head[24..]), 1 + Int24(head[27..]));
        if (head[12..16].SequenceEqual("VP8 "u8))
        {
            return Sized("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3fff);
        }

        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
        return Sized("image/webp", (int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1);

        static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
    }

    /// <summary>The size stands in the frame header, after any number of other segments.</summary>
    private static ContentKind Jpeg(ReadOnlySpan<byte> head)
    {
        int at = 2;
        while (at + 9 < head.Length && head[at] == 0xff)
        {
            byte marker = head[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Sized("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }

        return new ContentKind("image/jpeg");
    }

    private static ContentKind Sized(string mediaType, int width, int height) =>
        width > 0 && height > 0 ? new ContentKind(mediaType, width, height) : new ContentKind(mediaType);

    private static string Archive(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("[Content_Types].xml"u8) >= 0)
        {
            foreach ((string part, string mediaType) in Office)
            {
                if (head.IndexOf(Encoding.ASCII.GetBytes(part)) >= 0) return mediaType;
            }
        }

        return "application/zip";
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (byte b in head)
        {
            if (b is < 0x20 and not (0x09 or 0x0a or 0x0c or 0x0d)) return false;
        }

        // The head may end within a character: up to three bytes are left out.
        for (int cut = 0; cut <= Math.Min(3, head.Length); cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut])) return true;
        }

        return false;
    }

    private static string Text(ReadOnlySpan<byte> head, string name)
    {
        string start = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 1024)]).TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        if (start.Contains("<svg", StringComparison.OrdinalIgnoreCase)) return "image/svg+xml";
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<script", StringComparison.OrdinalIgnoreCase))
        {
            return "text/html";
        }

        if (start.StartsWith("<?xml", StringComparison.Ordinal)) return "application/xml";
        return TextTypes.GetValueOrDefault(Path.GetExtension(name), "text/plain");
    }
}
