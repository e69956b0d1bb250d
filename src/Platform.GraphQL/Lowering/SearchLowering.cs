using Platform.GraphQL.Planning;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// Lowers searches. The index of an object's search fields knows pairs of neighbouring characters; it finds the records that may hold the words, and a look at the
/// fields that the caller may read decides. Without such an index (history) the look alone does. See docs/decisions (search looks for pairs of characters).
/// </summary>
internal static class SearchLowering
{
    /// <summary>Every word occurs in one of the fields, in any case.</summary>
    public static SqlExpression Condition(Searched searched, ObjectModel model, string alias)
    {
        SqlExpression words = And([.. searched.Words.Select(word => SomeFieldLike(searched, alias, word))]);

        // The look at the fields comes first: where the index does not serve the statement, pairs are made of those rows alone that pass it.
        return words == False ? False : And(words, Grams(model, alias, searched.Text));
    }

    /// <summary>
    /// What a text comparison implies for the index: true when it implies nothing. A field that contains a text has its pairs, and those of a longer list of fields
    /// even more so. Texts that are longer than what is indexed imply nothing.
    /// </summary>
    public static SqlExpression ImpliedBy(Comparison comparison, ObjectModel model, string alias)
    {
        bool bounded = comparison.Operator == ComparisonOperator.Like && model.SearchFields.Contains(comparison.Field.Name)
            && model.SearchFields.All(name => model.Field(name).Type is not LongTextType);
        if (!bounded) return True;
        return comparison.Operands[0] switch
        {
            ArgumentSource { Form: ValueForm.Contains or ValueForm.StartsWith or ValueForm.EndsWith } text => Grams(model, alias, text with { Form = ValueForm.Plain }),
            SearchWordSource word => Grams(model, alias, word.Text),
            _ => True,
        };
    }

    /// <summary>How well a row fits: 1 where a field is the text, 2 where one begins with it, 3 where one contains it, 4 where its words are scattered.</summary>
    public static SqlExpression Relevance(Searched searched, string alias)
    {
        SqlExpression text = Call("lower", LoweringContext.Parameter(SqlType.Text, searched.Text));
        SqlExpression isText = Or([.. searched.Fields.Select(f => Call("lower", Column(alias, f.Column.Name)).EqualTo(text))]);
        if (isText == False) return Number(4);
        return new SqlCase(
            [
                (isText, Number(1)),
                (SomeFieldLike(searched, alias, searched.Text with { Form = ValueForm.StartsWith }), Number(2)),
                (SomeFieldLike(searched, alias, searched.Text with { Form = ValueForm.Contains }), Number(3)),
            ],
            Number(4));
    }

    private static SqlExpression SomeFieldLike(Searched searched, string alias, ValueSource source)
    {
        SqlExpression pattern = LoweringContext.Parameter(SqlType.Text, source);
        return Or([.. searched.Fields.Select(f => Infix(Column(alias, f.Column.Name), "ilike", pattern))]);
    }

    private static SqlExpression Grams(ObjectModel model, string alias, ArgumentSource text)
    {
        if (model.Indexes.FirstOrDefault(i => i.Method == IndexMethod.Search) is not { } index) return True;
        SqlExpression grams = Call("platform.search_grams", [.. index.Fields.Select(f => Column(alias, model.Field(f).Column.Name))]);
        return Infix(grams, "@@", Call("platform.search_query", LoweringContext.Parameter(SqlType.Text, text)));
    }
}
