using Platform.Runtime.Problems;
using Xunit;

namespace Platform.Runtime.Tests.Problems;

/// <summary>Failures in the form in which they are kept.</summary>
public sealed class FailureTextTests
{
    // Not as data of a theory: attributes do not hold halves of pairs.
    private static readonly (string? Text, string Expected)[] Texts =
    [
        (null, ""),
        ("plain 你好 😀", "plain 你好 😀"),
        ("a\0b", "a\uFFFDb"),
        ("\uD83D", "\uFFFD"),
        ("a\uDE00b", "a\uFFFDb"),
        ("\uDE00\uD83D", "\uFFFD\uFFFD"),
        ("\uD83D\uD83D\uDE00", "\uFFFD😀"),
    ];

    [Fact]
    public void What_cannot_be_stored_is_replaced()
    {
        foreach ((string? text, string expected) in Texts) Assert.Equal(expected, FailureText.Of(text));
    }

    [Fact]
    public void What_is_too_long_is_cut_but_never_within_a_character()
    {
        Assert.Equal(FailureText.Longest, FailureText.Of(new string('x', 100_000)).Length);
        Assert.Equal("ab", FailureText.Of("ab😀", 3));
        Assert.Equal("ab😀", FailureText.Of("ab😀c", 4));
    }
}
