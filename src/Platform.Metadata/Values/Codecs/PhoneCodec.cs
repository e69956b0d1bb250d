using System.Text.RegularExpressions;

namespace Platform.Metadata.Values.Codecs;

/// <summary>A telephone number as typed, with 3 to 20 digits; full-width digits and signs become ASCII.</summary>
internal sealed partial class PhoneCodec : StringCodec
{
    private protected override ValueResult Read(string text)
    {
        ValueResult result = TextRules.OneLine(text, 40);
        if (result.Value is not string typed) return result;
        string phone = FullWidth.ToAscii(typed);
        int digits = phone.Count(char.IsAsciiDigit);
        return digits is >= 3 and <= 20 && Shape().IsMatch(phone) ? ValueResult.Of(phone) : ValueResult.Refused(ValueCodes.InvalidPhone);
    }

    [GeneratedRegex(@"\A\+?[0-9()\-./ *#]+(?:,? ?(?:x|X|ext\.?|Ext\.?|转|分机) ?[0-9#*]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
