using System.Text;
using Platform.Runtime.Files;
using Xunit;

namespace Platform.Runtime.Tests.Files;

public sealed class ContentSnifferTests
{
    /// <summary>A picture of one pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public void Pictures_are_known_with_their_size()
    {
        Assert.Equal(new ContentKind("image/png", 1, 1), ContentSniffer.Find(Png, "x.txt"));
        Assert.Equal(new ContentKind("image/gif", 3, 2), ContentSniffer.Find("GIF89a\x03\0\x02\0\0\0\0"u8, "x"));
        byte[] jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0];
        Assert.Equal(new ContentKind("image/jpeg", 7, 5), ContentSniffer.Find(jpeg, "x"));
    }

    [Theory]
    [InlineData("%PDF-1.7", "x.exe", "application/pdf")]
    [InlineData("a,b\n1,2", "x.csv", "text/csv")]
    [InlineData("a,b\n1,2", "x.png", "text/plain")]
    [InlineData("<!DOCTYPE html><p>", "x.csv", "text/html")]
    [InlineData("<b>x</b><script>alert(1)</script>", "x.txt", "text/html")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"x\">", "x.png", "image/svg+xml")]
    [InlineData("a\0b", "x.txt", "application/octet-stream")]
    [InlineData("", "x.txt", "text/plain")]
    public void The_content_decides_not_the_name(string content, string name, string expected) =>
        Assert.Equal(expected, ContentSniffer.Find(Encoding.UTF8.GetBytes(content), name).MediaType);

    [Fact]
    public void Headers_that_end_too_early_do_no_harm()
    {
        foreach (byte[] start in new[] { Png, "GIF89a"u8.ToArray(), "RIFFxxxxWEBPVP8 "u8.ToArray(), [0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff] })
        {
            for (int length = 0; length < Math.Min(start.Length, 40); length++) Assert.NotNull(ContentSniffer.Find(start.AsSpan(0, length), "x"));
        }
    }
}
