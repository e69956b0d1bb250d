using System.Collections.Frozen;

namespace Platform.Expressions.Catalogue;

/// <summary>The sentences of <see cref="Overload.Help"/> in Simplified Chinese, by id of the overload.</summary>
internal static class ChineseHelp
{
    private static readonly (string Part, string Text)[] Parts =
    [
        ("full_year", "年份。"), ("month", "月份，一月为 0。"), ("day", "当月第几天，从 1 开始。"), ("day_of_month", "当月第几天，从 0 开始。"), ("day_of_week", "星期几，星期日为 0。"),
        ("day_of_year", "当年第几天，从 0 开始。"), ("hours", "小时。"), ("minutes", "分钟。"), ("seconds", "秒。"), ("milliseconds", "毫秒。"),
    ];

    private static readonly FrozenDictionary<string, string> ById = Sentences().ToFrozenDictionary(s => s.Id, s => s.Text, StringComparer.Ordinal);

    /// <summary>The sentence, or null.</summary>
    public static string? Of(string id) => ById.GetValueOrDefault(id);

    private static IEnumerable<(string Id, string Text)> Sentences() => [.. Operators(), .. Texts(), .. Numbers(), .. Times(), .. Others()];

    private static IEnumerable<(string Id, string Text)> Operators() =>
    [
        ("or", "任一为真即为真。"), ("and", "两者都为真才为真。"), ("not", "取反。"), ("equal", "值相同。"), ("not_equal", "值不同。"), ("in_list", "列表中有该值。"),
        ("add_date_duration", "当天零点加上时长后的日期。"), ("subtract_dates", "两个日期相差的时长；天数用 getDays()。"), ("divide_int", "整数商；除以零得空值。"),
        ("divide_decimal", "商，保留小数点后 20 位；除以零得空值。"),
    ];

    private static IEnumerable<(string Id, string Text)> Texts() =>
    [
        ("size_text", "字符数。"), ("contains", "文本中含有另一文本。"), ("starts_with", "文本以另一文本开头。"), ("ends_with", "文本以另一文本结尾。"),
        ("matches", "文本中有一部分符合该模式。"), ("char_at", "某位置上的字符，从 0 开始。"), ("index_of", "首次出现的位置，从 0 开始；没有则为 -1。"),
        ("index_of_from", "从某位置起首次出现的位置；没有则为 -1。"), ("last_index_of", "最后一次出现的位置，从 0 开始；没有则为 -1。"), ("lower_ascii", "把字母 A–Z 变为小写。"),
        ("upper_ascii", "把字母 a–z 变为大写。"), ("replace", "替换所有出现之处；查找文本为空则不变。"), ("split", "按分隔符拆成的各部分。"), ("substring_from", "从某位置（从 0 开始）到末尾。"),
        ("substring", "从某位置到另一位置之前。"), ("trim", "去掉首尾空白。"), ("reverse", "字符倒序。"), ("size_list", "元素个数。"), ("join", "把文本依次相连，空值略去。"),
        ("join_with", "用分隔符把文本相连，空值略去。"),
    ];

    private static IEnumerable<(string Id, string Text)> Numbers() =>
    [
        ("distance", "地球上两地之间的米数：两个地理位置，或各自的纬度和经度（度）。"), ("greatest_int", "最大的数。"), ("least_int", "最小的数。"), ("abs_int", "绝对值。"), ("sign_int", "-1、0 或 1。"), ("ceil", "不小于它的最小整数。"), ("floor", "不大于它的最大整数。"),
        ("round", "四舍五入到整数。"), ("round_to", "四舍五入到小数点后若干位。"), ("trunc", "整数部分。"),
    ];

    private static IEnumerable<(string Id, string Text)> Times()
    {
        foreach ((string part, string text) in Parts)
        {
            yield return ($"date_{part}", text);
            yield return ($"timestamp_{part}", $"{text}按租户的时区。");
            yield return ($"timestamp_{part}_zone", $"{text}按指定的时区。");
        }

        yield return ("duration_days", "整天数，每天 24 小时。");
        yield return ("duration_hours", "整小时数。");
        yield return ("duration_minutes", "整分钟数。");
        yield return ("duration_seconds", "整秒数。");
        yield return ("duration_milliseconds", "秒以下的毫秒数。");
        yield return ("days", "若干天的时长。");
        yield return ("hours", "若干小时的时长。");
        yield return ("minutes", "若干分钟的时长。");
        yield return ("seconds", "若干秒的时长。");
        yield return ("add_months", "若干月后的同一天；没有该日则为当月最后一天。");
        yield return ("business_minutes", "两个时刻之间的工作分钟数（整数），按指定的工作日历；后者不晚于前者时为 0。");
        yield return ("business_minutes_default", "两个时刻之间的工作分钟数（整数），按默认的工作日历。");
        yield return ("date_timestamp", "某时刻在租户时区的日期。");
        yield return ("date_parts", "由年、月、日得到的日期。");
        yield return ("timestamp_text", "时刻，如 \"2024-01-31T08:00:00Z\"。");
        yield return ("timestamp_date", "某天在租户时区的零点。");
        yield return ("duration_text", "时长，如 \"1h30m\"。");
    }

    private static IEnumerable<(string Id, string Text)> Others() =>
    [
        ("blank", "没有值、空文本、空列表时为真。"), ("coalesce", "第一个不为空的值。"), ("int_decimal", "整数部分。"), ("int_timestamp", "1970 年以来的秒数。"), ("text_int", "值的文本形式。"),
        ("text_date", "如 2024-01-31。"), ("text_timestamp", "如 2024-01-31T08:00:00Z。"), ("text_duration", "如 5400s。"), ("is_changed", "本次写入改变了该字段的值。"),
        ("is_new", "本次写入新建记录。"), ("has_role", "操作者拥有该角色。"),
    ];
}
