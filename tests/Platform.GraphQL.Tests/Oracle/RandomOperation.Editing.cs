using System.Text;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;

namespace Platform.GraphQL.Tests.Oracle;

internal sealed partial class RandomOperation
{
    /// <summary>A document with a node doubled, or one to three words taken out, doubled, exchanged or replaced.</summary>
    public static string Mutate(string document, Random random)
    {
        if (random.Next(4) == 0)
            return Double(document, random);
        if (random.Next(12) == 0)
            return "subscription" + document[document.IndexOf(' ', StringComparison.Ordinal)..];
        List<string> words = Split(document);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(words.Count), other = random.Next(words.Count);
            switch (random.Next(6))
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, words[other]);
                    break;
                case 2:
                    (words[at], words[other]) = (words[other], words[at]);
                    break;
                case 3 when words[at].Length > 1:
                    words[at] = words[at].Remove(random.Next(words[at].Length), 1);
                    break;
                case 4:
                    words[at] = words[at] + words[at][^1];
                    break;
                default:
                    string[] replacements =
                        ["name", "id", "shared", "$v0", "null", "1", "\"x\"", "Account", "{ name }", "@skip(if: true)", "[1]", "{ id: 1 }", "f1", "WON", "Money", "Node", "... on Stage { name }", "...AF0", "mutation", "subscription", "query B", "@once(need: true)", "__type(name: \"Line\")"];
                    words[at] = replacements[random.Next(replacements.Length)];
                    break;
            }
            if (words.Count == 0)
                break;
        }
        return string.Join(' ', words);
    }

    /// <summary>A well-formed document with one of its arguments, directives, fields, variables or fragments standing twice.</summary>
    private static string Double(string document, Random random)
    {
        SpanCollector collector = new();
        collector.Walk(Parser.Parse(document).Value!);
        SourceSpan span = collector.Found[random.Next(collector.Found.Count)];
        return document[..span.End] + " " + document[span.Start..span.End] + " " + document[span.End..];
    }

    private sealed class SpanCollector() : TypedWalker(AnySchema)
    {
        private static readonly GraphQLSchema AnySchema = SchemaReader.Read("type Query { a: Int }");

        public List<SourceSpan> Found { get; } = [];

        protected override bool Enter(SyntaxNode node)
        {
            if (node is ArgumentNode or DirectiveNode or SelectionNode or VariableDefinitionNode or ObjectFieldNode or DefinitionNode)
                Found.Add(node.Span);
            return true;
        }

        protected override void Leave(SyntaxNode node)
        {
        }
    }

    private static List<string> Split(string document)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (char c in document)
        {
            bool part = char.IsAsciiLetterOrDigit(c) || c is '_' or '"' or '.' or '-';
            if (!part && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (part)
                word.Append(c);
            else if (!char.IsWhiteSpace(c))
                words.Add(c.ToString());
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
