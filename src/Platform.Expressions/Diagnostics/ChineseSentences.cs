using System.Collections.Frozen;

namespace Platform.Expressions.Diagnostics;

/// <summary>What is said about expressions, in Simplified Chinese, by the forms of the English sentences (<see cref="Sentence.Form"/>).</summary>
public static class ChineseSentences
{
    /// <summary>An English form on one line, the Chinese one on the next.</summary>
    private const string Lines =
        """
        {0} Did you mean '{1}'?
        {0}是否想写“{1}”？
        The expression has {0} characters; at most {1} are allowed.
        表达式有 {0} 个字符，最多允许 {1} 个。
        The expression is empty.
        表达式为空。
        An operator is missing before this, or this is too much.
        此处之前缺少运算符，或此处多余。
        ':' and the value otherwise must follow.
        其后应为“:”和另一个值。
        ']' must follow.
        其后应为“]”。
        The name of a field or function must follow the point.
        点号之后应为字段或函数的名称。
        There are no maps or messages; use fields of the record.
        不支持映射和消息，请使用记录的字段。
        The expression ends too early: a value must follow.
        表达式不完整，其后应为一个值。
        A value must stand here.
        此处应为一个值。
        ')' must follow.
        其后应为“)”。
        At most {0} parts are allowed here.
        此处最多允许 {0} 个部分。
        ',' or {0} must follow.
        其后应为“,”或 {0}。
        A whole number has at most 64 bits.
        整数最多 64 位。
        The number is too large: a decimal has 28 digits.
        数字过大：小数最多 28 位。
        The expression nests deeper than {0} levels.
        表达式嵌套超过 {0} 层。
        '{0}' is a reserved word of the language.
        “{0}”是语言的保留字。
        Digits must follow '0x'.
        “0x”之后应为数字。
        There are no unsigned numbers; leave out the 'u'.
        不支持无符号数，请去掉“u”。
        A number cannot be followed by '{0}'.
        数字之后不能是“{0}”。
        There are no byte strings; leave out the 'b'.
        不支持字节串，请去掉“b”。
        {0} cannot stand here.
        此处不能出现 {0}。
        {0} cannot stand here. Did you mean {1} ?
        此处不能出现 {0}。是否想写 {1} ？
        The first argument of '{0}' is a name for each element.
        “{0}”的第一个参数是元素的名称。
        'has' takes one field, such as has(record.name).
        “has”只接受一个字段，例如 has(record.name)。
        There is no escape '\{0}'.
        没有转义“\{0}”。
        {0} hexadecimal digits must follow.
        其后应为 {0} 位十六进制数字。
        Three octal digits must follow.
        其后应为三位八进制数字。
        The escape names no character that a text can hold.
        转义所表示的字符不能用于文本。
        The text is not closed.
        文本缺少结束引号。
        A ')' has no '('.
        “)”没有对应的“(”。
        The pattern repeats too much.
        模式的重复过多。
        Groups nest deeper than {0} levels.
        分组嵌套超过 {0} 层。
        An anchor cannot be repeated.
        定位符不能重复。
        A repetition cannot be repeated; use a group.
        重复不能再重复，请使用分组。
        A repetition is written {{2}}, {{2,}} or {{2,5}}.
        重复写作 {{2}}、{{2,}} 或 {{2,5}}。
        A '{{' stands for itself as '\{{'.
        “{{”本身写作“\{{”。
        At most {0} repetitions are counted.
        重复次数最多为 {0}。
        There is nothing to repeat before '{0}'.
        “{0}”之前没有可重复的内容。
        Of groups there are '(…)' and '(?:…)'; '(?i)' stands at the start only.
        分组只有“(…)”和“(?:…)”；“(?i)”只能在开头。
        A '(' is not closed.
        “(”没有结束。
        A '[' is not closed.
        “[”没有结束。
        There are no classes '[:…:]'.
        不支持字符类“[:…:]”。
        A range goes from a lower to a higher character.
        范围应从较小的字符到较大的字符。
        A '\' is followed by nothing.
        “\”之后没有内容。
        There is no '\{0}' in patterns.
        模式中没有“\{0}”。
        '\x{{' is not closed.
        “\x{{”没有结束。
        '\x' is followed by two hexadecimal digits, or by {{…}}.
        “\x”之后应为两位十六进制数字或 {{…}}。
        The pattern has more than {0} characters.
        模式超过 {0} 个字符。
        A list of records is never blank; use size() or exists.
        记录列表不会为空值，请使用 size() 或 exists。
        {0} cannot be in {1}.
        {0}不能在{1}之中。
        isChanged asks about one field of the record: isChanged(record.name).
        isChanged 询问记录的一个字段：isChanged(record.name)。
        isChanged asks about fields, not about related records.
        isChanged 只能询问字段，不能询问相关记录。
        '{0}' is of use where a record is written, not here.
        “{0}”只能用于写入记录之处，不能用于此处。
        There is no function '{0}' here. It is written {1}.
        此处没有函数“{0}”。正确的写法是 {1}。
        There is no function '{0}' here.
        此处没有函数“{0}”。
        '{0}' asks who acts, which does not count here.
        “{0}”询问操作者，此处与操作者无关。
        '{0}' cannot be applied to {1}. There is: {2}
        “{0}”不能用于 {1}。可用：{2}
        '{0}' does not take ({1}). There is: {2}
        “{0}”不接受 ({1})。可用：{2}
        '{0}' depends on a business calendar, which may change: what is stored here must not change by itself.
        “{0}”取决于可能变动的工作日历，而此处存储的内容不能自行变化。
        '{0}' depends on a time zone here; name one, as in getHours("UTC"), or use fields of type date.
        “{0}”在此处取决于时区；请指定时区，例如 getHours("UTC")，或使用日期类型的字段。
        '{0}' takes a text that is written out here, in quotes.
        “{0}”只接受直接写在引号中的文本。
        "{0}" is no value of type {1}.{2}
        “{0}”不是类型为 {1} 的值。{2}
        "{0}" is no time zone; there is "Asia/Shanghai", "UTC", "+08:00".
        “{0}”不是时区；时区例如 "Asia/Shanghai"、"UTC"、"+08:00"。
        '{0}' is not of use here: there are no business calendars.
        “{0}”不能用于此处：没有工作日历。
        There is no business calendar "{0}".
        没有工作日历“{0}”。
         Dates are written "2024-01-31".
        日期写作 "2024-01-31"。
         Instants are written "2024-01-31T08:00:00Z".
        时刻写作 "2024-01-31T08:00:00Z"。
         Durations are written "1h30m".
        时长写作 "1h30m"。
        The expression follows {0} relations; at most {1} are allowed.
        表达式跟随了 {0} 个关系，最多允许 {1} 个。
        The expression is too large to compute: {0} of at most {1} parts.
        表达式的计算量过大：{0} 个部分，最多 {1} 个。
        '{0}' takes two places, each a geolocation or a latitude and a longitude in degrees.
        “{0}”需要两个地点，每个为地理位置，或以度表示的纬度和经度。
        The expression is too large to compute: more than {0} parts.
        表达式的计算量过大：超过 {0} 个部分。
        The expression could make texts of {0} characters; at most {1} are allowed.
        表达式可能产生 {0} 个字符的文本，最多允许 {1} 个。
        The expression could take {0} steps through its lists; at most {1} are allowed.
        表达式遍历列表可能需要 {0} 步，最多允许 {1} 步。
        A value is needed, not {0}: name one of its fields.
        此处需要一个值，而不是{0}：请写出它的一个字段。
        A value of type {0} is needed; this is {1}.
        此处需要类型为 {0} 的值，而这是{1}。
        A decimal is below 10^18 and has at most 20 digits after the point.
        小数须小于 10^18，且小数点后最多 20 位。
        '{0}' cannot be used here.
        此处不能使用“{0}”。
        There is no '{0}' here; the field is written record.{1}.
        此处没有“{0}”；字段写作 record.{1}。
        There is no '{0}' here.
        此处没有“{0}”。
        '{0}' cannot be read of a list of records: use exists, all, filter or map.
        不能从记录列表中读取“{0}”：请使用 exists、all、filter 或 map。
        '{0}' cannot be read of {1}, which has no fields.
        不能从{1}中读取“{0}”，它没有字段。
        {0} has no '{1}' that expressions can read.
        {0} 没有表达式可以读取的“{1}”。
        A choice cannot be between lists of records; make it inside of the macro.
        不能在记录列表之间选择，请在宏的内部选择。
        Both results must have one type; these are {0} and {1}.
        两个结果的类型必须相同，而它们是{0}和{1}。
        A condition is needed; this is {0}.
        此处需要一个条件，而这是{0}。
        There are no lists of lists.
        列表不能包含列表。
        All elements must have one type; this is {0} among {1}.
        所有元素的类型必须相同，而在 {1} 之中有{0}。
        A list is needed before the macro; this is {0}.
        宏之前需要一个列表，而这是{0}。
        A list of records that is written out is of use with 'in' only.
        直接写出的记录列表只能与“in”一起使用。
        A map makes values; this is {0}.
        map 的结果应为值，而这是{0}。
        {0} is no value: read one of its parts, such as {1}.
        {0}不是一个值：请读取它的组成部分，例如 {1}。
        {0} has no '{1}'.
        {0}没有“{1}”。
        An address
        地址
        an address
        地址
        A geolocation
        地理位置
        a geolocation
        地理位置
        a record of {0}
        {0} 的记录
        a list of records of {0}
        {0} 的记录列表
        a value of type {0}
        类型为 {0} 的值
        """;

    private static readonly FrozenDictionary<string, string> ByForm = Pairs(Lines).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The Chinese form of an English one; null when there is none.</summary>
    public static string? Of(string form) => ByForm.GetValueOrDefault(form);

    /// <summary>Lines of forms, each English one followed by its Chinese one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string lines) =>
        lines.Split('\n').Chunk(2).Select(pair => KeyValuePair.Create(pair[0].TrimEnd('\r'), pair[1].TrimEnd('\r')));
}
