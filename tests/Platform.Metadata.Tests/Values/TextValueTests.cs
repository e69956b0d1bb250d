using Platform.Metadata.Fields;
using Platform.Metadata.Values;
using Xunit;

namespace Platform.Metadata.Tests.Values;

public sealed class TextValueTests
{
    [Fact]
    public void Length_counts_characters_not_code_units()
    {
        Assert.Equal("😀😀😀", Codec.Input(new TextType(3), "😀😀😀").Value);
        Assert.Equal(ValueCodes.TooLong, Codec.Input(new TextType(3), "😀😀😀a").Code());
    }

    [Fact]
    public void Text_is_kept_composed_and_trimmed()
    {
        Assert.Equal("\u00e9", Codec.Input(new TextType(), " e\u0301 ").Value);
        Assert.Equal("a\nb ", Codec.Input(new LongTextType(), "a\r\nb ").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("\u3000")]
    public void Blank_text_is_no_value(string text)
    {
        Assert.Equal(ValueResult.Blank, Codec.Input(new TextType(), text));
        Assert.Equal(ValueResult.Blank, Codec.Input(new LongTextType(), text));
    }

    [Theory]
    [InlineData("a\0b", ValueCodes.ControlCharacter)]
    [InlineData("a\u0007b", ValueCodes.ControlCharacter)]
    [InlineData("a\u0085b", ValueCodes.ControlCharacter)]
    [InlineData("a\nb", ValueCodes.LineBreak)]
    [InlineData("a\r\nb", ValueCodes.LineBreak)]
    public void Control_characters_are_refused_in_a_line(string text, string code) => Assert.Equal(code, Codec.Input(new TextType(), text).Code());

    [Fact]
    public void Halves_of_surrogate_pairs_are_refused_in_every_text()
    {
        FieldType[] types =
        [
            new TextType(), new LongTextType(), new RichTextType(), new EncryptedTextType(), new EmailType(), new PhoneType(), new UrlType(),
            new PicklistType(Codec.Stages), new TagsType(),
        ];
        foreach (FieldType type in types)
        {
            foreach (string text in new[] { "x\ud800", "\udc00x", "\ud800\ud800\udc00" })
            {
                Assert.Equal(ValueCodes.InvalidUnicode, Codec.Input(type, text).Code());
            }
        }

        Assert.Equal(ValueCodes.InvalidUnicode, Codec.Json(new TextType(), "\"x\\ud800\"").Code());
        Assert.Equal(ValueCodes.InvalidJson, Codec.Json(new JsonType(), "[\"\\ud800\"]").Code());
        Assert.Equal(ValueCodes.InvalidJson, Codec.Json(new JsonType(), "{\"\\u0000\": 1}").Code());
    }

    [Fact]
    public void Right_to_left_and_emoji_survive()
    {
        const string text = "שלום \u202eمرحبا\u202c 👨‍👩‍👧‍👦 光";
        Assert.Equal(text, Codec.Input(new TextType(), text).Value);
    }

    [Fact]
    public void Ten_megabytes_are_refused_quickly()
    {
        string text = new('x', 10 * 1024 * 1024);
        Assert.Equal(ValueCodes.TooLong, Codec.Input(new LongTextType(), text).Code());
    }

    [Fact]
    public void Pattern_matches_the_whole_value_in_linear_time()
    {
        Assert.Equal("AB-12", Codec.Input(new TextType(255, "[A-Z]{2}-[0-9]+"), "AB-12").Value);
        Assert.Equal(ValueCodes.PatternMismatch, Codec.Input(new TextType(255, "[A-Z]{2}-[0-9]+"), "AB-12x").Code());
        Assert.Equal(ValueCodes.PatternMismatch, Codec.Input(new TextType(255, "a|b"), "ab").Code());
        Assert.Equal(ValueCodes.PatternMismatch, Codec.Input(new TextType(4000, "(a+)+"), new string('a', 3999) + "!").Code());
        // A pattern that forms ask too means the same in both; another is left to the server.
        Assert.Equal(ValueCodes.PatternMismatch, Codec.Input(new TextType(255, @"\d{2}"), "１２").Code());
        Assert.Null(Codec.Input(new TextType(255, "(?i)ab|cd"), "CD").Problem);
        Assert.NotNull(TextForm.Of(@"(?i)ab|cd").Shared);
        Assert.Null(Codec.Input(new TextType(255, @"\p{Lu}+"), "ÄÖ").Problem);
        Assert.Null(TextForm.Of(@"\p{Lu}+").Shared);
    }

    [Fact]
    public void Secrets_are_kept_to_the_letter()
    {
        Assert.Equal("  e\u0301 ", Codec.Input(new EncryptedTextType(), "  e\u0301 ").Value);
        Assert.Equal(ValueCodes.ControlCharacter, Codec.Input(new EncryptedTextType(), "a\0").Code());
    }

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("李雷@例子.中国", true)]
    [InlineData("o'hara+tag@mail.example.co", true)]
    [InlineData("a@b", false)]
    [InlineData("a@@example.com", false)]
    [InlineData("@example.com", false)]
    [InlineData("a b@example.com", false)]
    [InlineData("a@-example.com", false)]
    [InlineData("a..b@example.com", false)]
    [InlineData("a@example.com,b@example.com", false)]
    [InlineData("a@exam ple.com", false)]
    [InlineData("a\u200b@example.com", false)]
    public void Emails(string text, bool valid) => Assert.Equal(valid ? null : ValueCodes.InvalidEmail, Codec.Input(new EmailType(), text).Code());

    [Theory]
    [InlineData("+86 (021) 5555-0100", true)]
    [InlineData("13800138000", true)]
    [InlineData("555-0100 ext. 12", true)]
    [InlineData("021-55550100转8001", true)]
    [InlineData("12", false)]
    [InlineData("call me", false)]
    [InlineData("123456789012345678901", false)]
    public void Phones(string text, bool valid) => Assert.Equal(valid ? null : ValueCodes.InvalidPhone, Codec.Input(new PhoneType(), text).Code());

    [Theory]
    [InlineData("https://example.com/a?b=c#d", true)]
    [InlineData("HTTP://例子.中国/路径", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://user@example.com", false)]
    [InlineData("https://", false)]
    [InlineData("//example.com", false)]
    [InlineData("https://exa mple.com", false)]
    [InlineData("ftp://example.com", false)]
    public void Urls(string text, bool valid) => Assert.Equal(valid ? null : ValueCodes.InvalidUrl, Codec.Input(new UrlType(), text).Code());

    [Fact]
    public void Import_completes_web_addresses() => Assert.Equal("https://example.com", Codec.Cell(new UrlType(), "example.com").Value);
}
