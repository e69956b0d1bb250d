namespace Platform.Metadata.Diagnostics;

internal static partial class ChineseSentences
{
    /// <summary>About hooks, actions, webhooks, inbound endpoints and mails.</summary>
    private const string Integrations =
        """
        The role is listed twice.
        角色重复列出。
        "http" is for hooks that run after commit: what an action wrote is undone when it fails.
        http 只用于提交后运行的脚本：操作失败时其写入会被撤销。
        "http" is for hooks that run after commit: within a write nobody can take it back.
        http 只用于提交后运行的脚本：写入过程中的调用无法撤回。
        Secrets are for calls of other systems, which hooks make after commit.
        密钥用于调用其他系统，只能由提交后运行的脚本使用。
        An action of type "query" only reads.
        类型为 query 的操作只能读取。
        An action of type "query" gives something back: it has an "output".
        类型为 query 的操作有返回内容，须设置 output。
        An action of type "query" changes nothing that would have to be confirmed.
        类型为 query 的操作不做修改，无需确认。
        The field is listed twice.
        字段重复列出。
        The name "{0}" is taken by the API.
        名称“{0}”已被 API 使用。
        A field of an action has no "{0}".
        操作的字段没有“{0}”。
        A field of an action cannot be of type {0}{1}.
        操作的字段不能是类型 {0}{1}。
         with an "inverse"
        （带 inverse）
        The event is listed twice.
        事件重复列出。
        A computed value is the same whoever saves the record: a hook of the event "compute" runs as the system.
        计算的值与保存者无关：事件为 compute 的脚本以系统身份运行。
        Who approves does not depend on who asks: a hook of the event "approvers" runs as the system.
        审批人与提交者的权限无关：事件为 approvers 的脚本以系统身份运行。
        A queue is for hooks that run after commit.
        队列只用于提交后运行的脚本。
        Records of {0} are kept by the platform, which saves them past hooks: what happens to them is told after the commit.
        {0} 的记录由平台维护，保存时不经过脚本：其变化在提交后通知。
        The event "schedule" needs a "schedule".
        事件 schedule 需要设置 schedule。
        A schedule is for the event "schedule".
        schedule 只用于事件 schedule。
        A schedule runs as the system: there is no user who sets it off.
        定时脚本以系统身份运行：没有触发它的用户。
        It is no schedule that ever comes: minute, hour, day of the month, month and weekday are needed, as in "30 6 * * MON-FRI".
        此计划永远不会到来：须写分、时、日、月、星期，例如 "30 6 * * MON-FRI"。
        The scheme has a header of its own.
        此签名方式有自己的请求头。
        Repeats are told by a header or by a place in the body, not by both.
        重复调用由请求头或正文中的位置识别，不能同时使用。
        A JSON pointer begins with a slash: /order/id.
        JSON 指针以斜杠开头：/order/id。
        A JSON pointer begins with a slash: /contact/email.
        JSON 指针以斜杠开头：/contact/email。
        Nothing is taken out of the body: an endpoint without a hook needs inputs.
        没有从正文中取出内容：没有脚本的接口需要 inputs。
        Nothing is set: an endpoint without a hook needs values.
        没有设置任何值：没有脚本的接口需要 values。
        Only a hook sees headers.
        只有脚本可以看到请求头。
        The hook gets the whole body.
        脚本会得到整个正文。
        The hook decides what a call does.
        调用的作用由脚本决定。
        It is no name of a header.
        这不是请求头的名称。
        Secrets of the sender are for the endpoint, not for hooks.
        发送方的凭据只供接口使用，不提供给脚本。
        The header is listed twice.
        请求头重复列出。
        There is already an input "{0}".
        已有输入“{0}”。
        Records of {0} are written by the platform.
        {0} 的记录由平台写入。
        The field "{0}" cannot be set by a call.
        字段“{0}”不能由调用设置。
        The field "{0}" is not unique.
        字段“{0}”不是唯一的。
        The field that records are found by has to be set.
        用于查找记录的字段必须设置。
        The endpoint "{0}" has the path "{1}".
        接口“{0}”已使用路径“{1}”。
        {0} has no hook "{1}" with the event "inbound".
        {0} 没有事件为 inbound 的脚本“{1}”。
        There is no mail about "{0}".
        没有关于“{0}”的邮件。
        The mail has the template "{0}" already.
        此邮件已有模板“{0}”。
        The text in the language "{0}" is missing.
        缺少语言“{0}”的文本。
        ({0}, line {1})
        （{0}，第 {1} 行）
        Braces hold a placeholder each; a brace that is one is doubled {0}.
        花括号中应为占位符；花括号本身须写两个{0}。
        "{{{0}}}" is no placeholder of this mail {1}: {2} are.
        “{{{0}}}”不是此邮件的占位符{1}；可用的有 {2}。
        The source file is listed twice.
        源文件重复列出。
        The message is listed twice.
        消息重复列出。
        The object is listed twice.
        对象重复列出。
        The host is listed twice.
        主机重复列出。
        The secret is listed twice.
        密钥重复列出。
        Records of {0} are written by the platform; a hook may only read them.
        {0} 的记录由平台写入，脚本只能读取。
        There is no source file "{0}".
        没有源文件“{0}”。
        The address is one of https or http, without a user and password: those go into a header with a secret.
        地址应为 https 或 http，且不含用户名和密码：请用带密钥的请求头。
        An event is listed twice.
        事件重复列出。
        The field "{0}" is not at hand when a record is written; ask for it by "query".
        写入记录时没有字段“{0}”的值；请用 query 查询。
        The header "{0}" is listed twice.
        请求头“{0}”重复列出。
        "{0}" cannot be the name of a header, or is one that calls have anyway.
        “{0}”不能用作请求头的名称，或已由调用自带。
        A header needs a value, a secret, or both.
        请求头需要值、密钥或两者。
        The value of a header is of ASCII characters.
        请求头的值只能是 ASCII 字符。
        """;
}
