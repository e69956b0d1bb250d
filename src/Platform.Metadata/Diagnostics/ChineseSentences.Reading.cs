namespace Platform.Metadata.Diagnostics;

internal static partial class ChineseSentences
{
    /// <summary>About the form of a document: its JSON, keys, texts and numbers.</summary>
    private const string Reading =
        """
        There are more than {0} findings; the rest is not listed.
        问题超过 {0} 个，其余未列出。
        The document has {0} bytes; at most {1} are accepted.
        文档有 {0} 字节，最多接受 {1} 字节。
        A document is an object, not {0}.
        文档应为对象，而不是{0}。
        The key "kind" is missing; it says what kind of document this is.
        缺少键 kind，它说明文档的类型。
        There is no kind of document "{0}"; the kinds are {1}.
        没有文档类型“{0}”；类型有 {1}。
        The document says package "{0}", but belongs to "{1}"; leave the key out.
        文档中的应用包为“{0}”，但实际属于“{1}”；请去掉此键。
        The text is not valid JSON: {0}
        文本不是有效的 JSON：{0}
        The value is nested more than {0} levels deep.
        值的嵌套超过 {0} 层。
        The key "{0}" stands twice in this object.
        此对象中的键“{0}”重复。
        The text has half of a surrogate pair, or bytes that are not UTF-8.
        文本中有不完整的字符，或不是 UTF-8 编码。
        The text has a NUL character, which no database text can hold.
        文本中有 NUL 字符，数据库无法保存。
        "$schema" is a text.
        $schema 应为文本。
        "kind" is a text, not {0}.
        “kind”应为文本，而不是{0}。
        "{0}" is a text, not {1}.
        “{0}”应为文本，而不是{1}。
        There is no {0} "{1}".
        没有 {0}“{1}”。
        "{0}" is not {1}.
        “{0}”不是{1}。
        The name "{0}" is used by the platform itself; choose another.
        名称“{0}”由平台使用，请改用其他名称。
        The text must not be blank.
        文本不能为空。
        The text has {0} characters; at most {1} fit.
        文本有 {0} 个字符，最多允许 {1} 个。
        a text, or an object of language tags and texts
        文本，或由语言标签与文本组成的对象
        There must be a text in at least one language.
        至少须有一种语言的文本。
        a whole number
        整数
        {0} is not a whole number in plain digits.
        {0} 不是整数。
        {0} is not between {1} and {2}.
        {0} 不在 {1} 与 {2} 之间。
        {0} is not a number of at most 28 plain digits.
        {0} 不是最多 28 位的数字。
        "{0}" is none of {1}.
        “{0}”不是以下之一：{1}。
        a value
        值
        The list needs at least {0} item.
        列表至少需要 {0} 项。
        The list has {0} items; at most {1} are accepted.
        列表有 {0} 项，最多接受 {1} 项。
        a field name, "-" and a field name, or an object
        字段名、“-”加字段名，或对象
        an object of keys and texts
        由键与文本组成的对象
        an object of keys and values
        由键与值组成的对象
        There are {0} entries; at most {1} are accepted.
        有 {0} 个条目，最多接受 {1} 个。
        There is no key "{0}" here.
        此处没有键“{0}”。
        Where "{0}" is "{1}" there is no key "{2}"; it belongs to {3}.
        “{0}”为“{1}”时没有键“{2}”，它属于 {3}。
        The key "{0}" is missing.
        缺少键“{0}”。
        This must be {0}, not {1}; leave the key out to give no value.
        此处应为{0}，而不是{1}；不设置值时请去掉此键。
        This must be {0}, not {1}.
        此处应为{0}，而不是{1}。
        an object name: a capital letter, then letters and digits
        对象名：大写字母开头，其后为字母和数字
        a field name: a small letter, then letters and digits
        字段名：小写字母开头，其后为字母和数字
        a document name: a letter, then letters and digits
        文档名：字母开头，其后为字母和数字
        an id: a letter, then letters, digits and single underscores
        id：字母开头，其后为字母、数字和单个下划线
        a field name, or two joined by a point
        字段名，或以点号相连的两个字段名
        an object name, or *
        对象名或 *
        a choice key: letters, digits, underscore, point and hyphen
        选项值：字母、数字、下划线、点号和连字符
        a hex colour such as #2e7d32
        十六进制颜色，例如 #2e7d32
        an icon key: letters, digits, underscore and hyphen
        图标名：字母、数字、下划线和连字符
        a language tag such as en or zh-CN
        语言标签，例如 en 或 zh-CN
        a version such as 1.2.0
        版本号，例如 1.2.0
        a translation key such as object.Account.label
        翻译键，例如 object.Account.label
        a media type such as application/pdf or image/*
        媒体类型，例如 application/pdf 或 image/*
        a prefix: a small letter, then small letters and digits
        前缀：小写字母开头，其后为小写字母和数字
        a path such as shared/phone.ts
        路径，例如 shared/phone.ts
        a time of day from 00:00 to 24:00
        00:00 至 24:00 之间的时刻
        a date such as 2026-10-01
        日期，例如 2026-10-01
        a host such as api.example.com, in small letters
        小写的主机名，例如 api.example.com
        a part of an address: small letters and digits, joined by hyphens
        地址的一部分：小写字母和数字，以连字符相连
        The {0} "{1}" is the platform's own; extend it instead.
        {0}“{1}”由平台提供，请改用扩展。
        There is no {0} "{1}" to remove.
        没有可移除的 {0}“{1}”。
        The {0} "{1}" is the platform's own.
        {0}“{1}”由平台提供。
        """;
}
