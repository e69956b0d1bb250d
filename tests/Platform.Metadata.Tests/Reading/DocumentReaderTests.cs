using System.Text;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Reading;
using Xunit;

namespace Platform.Metadata.Tests.Reading;

public sealed class DocumentReaderTests
{
    private const string Picklist = "{\"kind\":\"picklist\",\"name\":\"Industry\",\"values\":[{\"value\":\"retail\",\"label\":\"Retail\"}]}";

    [Fact]
    public void Id_defaults_to_the_name() => Assert.Equal("Industry", DocumentReader.Read(Picklist).Document!.Document.Id);

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        byte[] text = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Picklist)];
        Assert.True(DocumentReader.Read(new DocumentSource(text)).Succeeded);
    }

    [Fact]
    public void Positions_do_not_count_the_byte_order_mark()
    {
        byte[] text = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("{\"kind\":\"nothing\"}")];
        Diagnostic found = Assert.Single(DocumentReader.Read(new DocumentSource(text)).Diagnostics);
        Assert.Equal((1, 9), (found.Line, found.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'kind':'view',}")]
    [InlineData("{'kind':'view' /* no */}")]
    [InlineData("{'kind':NaN}")]
    [InlineData("{'kind':1e400")]
    [InlineData("﻿﻿{}")]
    public void What_is_not_json_is_one_syntax_error(string text)
    {
        Diagnostic found = Assert.Single(DocumentReader.Read(text.Replace('\'', '"')).Diagnostics);
        Assert.Equal(DocumentCodes.Syntax, found.Code);
        Assert.NotNull(found.Line);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused()
    {
        byte[] text = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Picklist)).ToArray();
        Assert.Equal(DocumentCodes.Syntax, Assert.Single(DocumentReader.Read(new DocumentSource(text)).Diagnostics).Code);
        byte[] latin1 = Encoding.Latin1.GetBytes(Picklist.Replace("Retail", "Rétail", StringComparison.Ordinal));
        Assert.Equal(DocumentCodes.BrokenText, DocumentReader.Read(new DocumentSource(latin1)).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("Re\\ud83dtail")]
    [InlineData("Re\\udc00")]
    public void A_lone_surrogate_is_refused_where_it_stands(string label)
    {
        ReadResult read = DocumentReader.Read(Picklist.Replace("Retail", label, StringComparison.Ordinal));
        Diagnostic found = Assert.Single(read.Diagnostics);
        Assert.Equal((DocumentCodes.BrokenText, "/values/0/label"), (found.Code, found.Pointer));
        Assert.False(read.Succeeded);
    }

    [Fact]
    public void A_lone_surrogate_in_a_string_of_the_caller_is_refused_too()
    {
        ReadResult read = DocumentReader.Read(Picklist.Replace("Retail", "😀Re" + '\ud83d' + "tail�", StringComparison.Ordinal));
        Assert.Equal(DocumentCodes.BrokenText, Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void A_nul_character_is_refused()
    {
        ReadResult read = DocumentReader.Read(Picklist.Replace("Retail", "Re\\u0000tail", StringComparison.Ordinal));
        Assert.Equal(DocumentCodes.NulCharacter, Assert.Single(read.Diagnostics).Code);
    }

    [Theory]
    [InlineData(40, DocumentCodes.TooDeep)]
    [InlineData(100_000, DocumentCodes.TooDeep)]
    public void Deep_nesting_is_refused_without_exhausting_the_stack(int depth, string code)
    {
        string text = "{\"kind\":\"view\",\"filter\":" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Equal(code, Assert.Single(DocumentReader.Read(text).Diagnostics).Code);
    }

    [Fact]
    public void Ten_megabytes_are_refused_unread()
    {
        string text = Picklist.Replace("Retail", new string('x', 10 * 1024 * 1024), StringComparison.Ordinal);
        Assert.Equal(DocumentCodes.TooLarge, Assert.Single(DocumentReader.Read(text).Diagnostics).Code);
    }

    [Fact]
    public void Thousands_of_findings_are_cut_with_a_word_about_it()
    {
        string fields = string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"k{i}\":1"));
        IReadOnlyList<Diagnostic> found = DocumentReader.Read("{\"kind\":\"picklist\",\"name\":\"P\"," + fields + "}").Diagnostics;
        Assert.Equal(501, found.Count);
        Assert.Contains(found, d => d.Code == DocumentCodes.TooManyFindings);
    }

    [Fact]
    public void Columns_count_utf16_units()
    {
        ReadResult read = DocumentReader.Read("{\"kind\":\"picklist\",\"name\":\"P\",\"label\":\"😀光\",\"lable\":1}");
        Diagnostic found = Assert.Single(read.Diagnostics);
        Assert.Equal((DocumentCodes.UnknownKey, "/lable", "label", 45), (found.Code, found.Pointer, found.Suggestion, found.Column));
    }

    [Fact]
    public void Right_to_left_and_emoji_labels_are_kept()
    {
        ReadResult read = DocumentReader.Read(Picklist.Replace("Retail", "תגית 🛍️", StringComparison.Ordinal));
        Assert.True(read.Succeeded);
    }

    [Fact]
    public void The_package_of_the_source_belongs_to_the_document_and_may_not_be_contradicted()
    {
        Assert.Equal("sales", DocumentReader.Read(Picklist, package: "sales").Document!.Document.Package);
        string own = Picklist.Replace("\"kind\"", "\"package\":\"other\",\"kind\"", StringComparison.Ordinal);
        Assert.Equal(DocumentCodes.PackageMismatch, Assert.Single(DocumentReader.Read(own, package: "sales").Diagnostics).Code);
    }
}
