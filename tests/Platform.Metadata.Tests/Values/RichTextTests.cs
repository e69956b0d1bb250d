using FsCheck;
using FsCheck.Fluent;
using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class RichTextTests
{
    private static readonly RichTextType Type = new();

    [Theory]
    [InlineData("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>")]
    [InlineData("<p>a<p>b", "<p>a</p><p>b</p>")]
    [InlineData("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("<b>a</i></b></b>", "<b>a</b>")]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [InlineData("<script>alert(1)</script>x", "x")]
    [InlineData("<SCRIPT >alert(1)</scRipt >x", "x")]
    [InlineData("<style>*{}</style><p onclick='x()' style='color:red'>x</p>", "<p>x</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href='java&#10;script:alert(1)'>x</a>", "<a>x</a>")]
    [InlineData("<a href=' javascript:alert(1)'>x</a>", "<a>x</a>")]
    [InlineData("<a href=//evil.example>x</a>", "<a>x</a>")]
    [InlineData("<a href=https://example.com/?a=1&b=2>x</a>", "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href='https://example.com/\"onclick=x'>x</a>", "<a href=\"https://example.com/&quot;onclick=x\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("x<img src=x onerror=alert(1)>", "x")]
    [InlineData("<img src='/files/01989f5a-0000-7000-8000-000000000000' alt='a\"b'>", "<img src=\"/files/01989f5a-0000-7000-8000-000000000000\" alt=\"a&quot;b\">")]
    [InlineData("x<!-- <b> -->y", "xy")]
    [InlineData("<svg><g onload=alert(1)></svg>x", "x")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>x", "x")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("<custom-element>x</custom-element>", "x")]
    [InlineData("x<b", "x")]
    public void Only_allowed_markup_remains(string markup, string expected) => Assert.Equal(expected, Codec.Input(Type, markup).Value);

    [Theory]
    [InlineData("<p></p>")]
    [InlineData("<p><br></p>")]
    [InlineData("<p>&nbsp;</p>")]
    [InlineData("<script>x</script>")]
    public void Markup_that_shows_nothing_is_no_value(string markup) => Assert.Equal(ValueResult.Blank, Codec.Input(Type, markup));

    [Fact]
    public void Escaped_control_characters_are_refused() => Assert.Equal(ValueCodes.ControlCharacter, Codec.Input(Type, "a&#7;b").Code());

    [Fact]
    public void A_million_open_tags_take_linear_time_and_bounded_depth()
    {
        RichTextType large = new(1_000_000);
        string kept = (string)Codec.Input(large, string.Concat(Enumerable.Repeat("<div>", 199_990)) + "x").Value!;
        Assert.Equal(64, kept.Split("<div>").Length - 1);
    }

    [Fact]
    public void Sanitising_twice_changes_nothing()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<b>", "</b>", "<a href='/x'>", "</a>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<table>", "</table>", "<img src=x>", "x", "&", "<", ">",
            "\"", "&lt;", "&amp;", "<!--", "-->", "<script>", "</script>", "<a href=\"javascript:x\">", "<br/>", "<p title='", "'", "&#60;b&#62;", "<svg>", "光",
        ];
        Gen<string> markup = Gen.Elements(pieces).ArrayOf().Select(string.Concat);
        Prop.ForAll(markup.ToArbitrary(), source =>
        {
            object? once = Codec.Input(Type, source).Value;
            return Equals(once, once is null ? null : Codec.Input(Type, once).Value) && (once as string)?.Contains("javascript", StringComparison.Ordinal) != true;
        }).QuickCheckThrowOnFailure();
    }
}
