namespace Platform.Metadata.Values;

/// <summary>The messages of <see cref="ValueCodes"/>.</summary>
public static class ValueMessages
{
    /// <summary>Code, English, Chinese.</summary>
    public static IReadOnlyList<(string Code, string English, string Chinese)> Entries { get; } =
    [
        (ValueCodes.Required, "A value is required.", "此项为必填项。"),
        (ValueCodes.WrongType, "The value must be of type {expected}.", "值的类型必须是 {expected}。"),
        (ValueCodes.TooLong, "Use at most {max} characters.", "最多 {max} 个字符。"),
        (ValueCodes.ControlCharacter, "The text contains a control character.", "文本包含控制字符。"),
        (ValueCodes.InvalidUnicode, "The text is not valid Unicode.", "文本不是有效的 Unicode。"),
        (ValueCodes.LineBreak, "The text must be on one line.", "文本不能换行。"),
        (ValueCodes.PatternMismatch, "The text does not have the required form.", "文本格式不符合要求。"),
        (ValueCodes.NotANumber, "This is not a number.", "不是有效的数字。"),
        (ValueCodes.NotAnInteger, "Use a whole number.", "请输入整数。"),
        (ValueCodes.TooManyDigits, "Use at most {digits} digits before the decimal point.", "小数点前最多 {digits} 位。"),
        (ValueCodes.TooManyDecimals, "Use at most {scale} decimal places.", "小数点后最多 {scale} 位。"),
        (ValueCodes.TooSmall, "The value must be at least {min}.", "值不能小于 {min}。"),
        (ValueCodes.TooLarge, "The value must be at most {max}.", "值不能大于 {max}。"),
        (ValueCodes.NotABoolean, "Use yes or no.", "请填写“是”或“否”。"),
        (ValueCodes.InvalidDate, "This is not a date between the years 0001 and 9999.", "不是公元 0001 至 9999 年之间的有效日期。"),
        (ValueCodes.InvalidDateTime, "This is not a date and time between the years 0001 and 9999.", "不是公元 0001 至 9999 年之间的有效日期时间。"),
        (ValueCodes.OffsetMissing, "Give the time zone offset, for example 2026-01-31T14:30:00Z.", "缺少时区偏移，例如 2026-01-31T14:30:00Z。"),
        (ValueCodes.TimeSkipped, "This local time does not exist in the time zone {zone}.", "时区 {zone} 中不存在这个本地时间。"),
        (ValueCodes.TooPrecise, "The value is more precise than this field keeps.", "值的精度超出此字段的精度。"),
        (ValueCodes.InvalidTime, "This is not a time of day.", "不是有效的时间。"),
        (ValueCodes.InvalidDuration, "This is not a duration, for example PT1H30M.", "不是有效的时长，例如 PT1H30M。"),
        (ValueCodes.UnknownChoice, "“{value}” is not one of the choices.", "“{value}”不在可选项中。"),
        (ValueCodes.AmbiguousChoice, "“{value}” names several choices; use the value.", "“{value}”对应多个选项，请使用选项值。"),
        (ValueCodes.RetiredChoice, "“{value}” can no longer be chosen.", "“{value}”已停用，不能再选择。"),
        (ValueCodes.TooMany, "Use at most {max} entries.", "最多 {max} 项。"),
        (ValueCodes.InvalidEmail, "This is not an e-mail address.", "不是有效的电子邮箱地址。"),
        (ValueCodes.InvalidPhone, "This is not a telephone number.", "不是有效的电话号码。"),
        (ValueCodes.InvalidUrl, "This is not a web address that starts with http:// or https://.", "不是以 http:// 或 https:// 开头的网址。"),
        (ValueCodes.InvalidId, "This is not an id.", "不是有效的 ID。"),
        (ValueCodes.InvalidTarget, "This field cannot refer to {object}.", "此字段不能引用 {object}。"),
        (ValueCodes.InvalidPoint, "Give a latitude from -90 to 90 and a longitude from -180 to 180.", "纬度须在 -90 至 90 之间，经度须在 -180 至 180 之间。"),
        (ValueCodes.UnknownMember, "The value has no part named “{name}”.", "值没有名为“{name}”的部分。"),
        (ValueCodes.InvalidJson, "This is not JSON that can be stored.", "不是可以存储的 JSON。"),
        (ValueCodes.TooBig, "The value takes more than {max} bytes.", "值超过 {max} 字节。"),
        (ValueCodes.InvalidLinkChange, "Give either “set”, or “add” and “remove” without common ids.", "请提供“set”，或没有相同 ID 的“add”与“remove”。"),
    ];
}
