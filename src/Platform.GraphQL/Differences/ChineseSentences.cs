using System.Collections.Frozen;
using ExpressionSentences = Platform.Expressions.Diagnostics.ChineseSentences;

namespace Platform.GraphQL.Differences;

/// <summary>What is said about differences of schemas, in Simplified Chinese, by the forms of the English sentences.</summary>
internal static class ChineseSentences
{
    private const string Lines =
        """
        {0} was removed.
        {0} 已移除。
        {0} was added.
        {0} 已添加。
        {0} changed from {1} to {2}.
        {0} 由{1}变为{2}。
        Field {0}.{1} was removed.
        字段 {0}.{1} 已移除。
        Field {0}.{1} was added.
        字段 {0}.{1} 已添加。
        Field {0} changed type from {1} to {2}.
        字段 {0} 的类型由 {1} 变为 {2}。
        {0} added to interfaces implemented by {1}.
        {1} 新实现了接口 {0}。
        {0} no longer implements interface {1}.
        {0} 不再实现接口 {1}。
        {0} was added to union type {1}.
        {0} 已加入联合类型 {1}。
        {0} was removed from union type {1}.
        {0} 已从联合类型 {1} 移除。
        Enum value {0}.{1} was added.
        枚举值 {0}.{1} 已添加。
        Enum value {0}.{1} was removed.
        枚举值 {0}.{1} 已移除。
        {0} {1} a one-of input object.
        {0} {1} one-of 输入对象。
        became
        变为
        is no longer
        不再是
        {0} field {1} was added.
        已添加{0}字段 {1}。
        A required
        必填
        An optional
        可选
        Field {0}.{1} changed type
        字段 {0}.{1} 的类型
        Argument {0} was removed.
        参数 {0} 已移除。
        {0} argument {1} was added.
        已添加{0}参数 {1}。
        Argument {0} has changed type
        参数 {0} 的类型
        {0} from {1} to {2}.
        {0}由 {1} 变为 {2}。
        {0} added a defaultValue {1}.
        {0} 新增默认值 {1}。
        {0} defaultValue was removed.
        {0} 的默认值已移除。
        {0} has changed defaultValue from {1} to {2}.
        {0} 的默认值由 {1} 变为 {2}。
        Directive {0} was removed.
        指令 {0} 已移除。
        Directive {0} was added.
        指令 {0} 已添加。
        Repeatable flag was removed from {0}.
        {0} 不再可重复使用。
        Repeatable flag was added to {0}.
        {0} 现可重复使用。
        {0} was removed from {1}.
        {1} 不再用于 {0}。
        {0} was added to {1}.
        {1} 现可用于 {0}。
        Description of {0} has changed.
        {0} 的说明已更改。
        {0} was deprecated: {1}
        {0} 已弃用：{1}
        {0} is no longer deprecated.
        {0} 不再弃用。
        a Scalar type
        标量类型
        an Object type
        对象类型
        an Interface type
        接口类型
        a Union type
        联合类型
        an Enum type
        枚举类型
        an Input type
        输入类型
        """;

    private static readonly FrozenDictionary<string, string> ByForm = ExpressionSentences.Pairs(Lines).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The Chinese form of an English one; null when there is none.</summary>
    public static string? Of(string form) => ByForm.GetValueOrDefault(form);
}
