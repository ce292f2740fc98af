//! From words that are understood each by itself to terms that fit together.

use super::{Due, EarlyPayment, PAYMENT_DAYS_MAX, PaymentTerms, Wait, token::Token};
use crate::schedule::Unit;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Puts all tokens together; `None` if they do not fit.
pub(super) fn terms(tokens: &[Token]) -> Option<PaymentTerms> {
    let is_net = tokens.contains(&Token::Net);
    let tokens = plain(&without_net(tokens));
    let dues = |tokens| dues(tokens, is_net);
    let discount_first = discounts(&tokens).into_iter().find_map(|(discount, rest)| {
        let due = whole(dues(rest))?;
        Some(PaymentTerms { due, early_payment: Some(discount) })
    });
    let due_first = || {
        dues(&tokens).into_iter().find_map(|(due, rest)| {
            let early_payment = if rest.is_empty() { None } else { Some(whole(discounts(rest))?) };
            Some(PaymentTerms { due, early_payment })
        })
    };
    discount_first.or_else(due_first)
}

/// The tokens without `net`, with which `n/30` has a stroke: it says only that nothing is taken off.
fn without_net(tokens: &[Token]) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut after_net = false;
    for token in tokens {
        match token {
            Token::Net => {
                if kept.last() == Some(&Token::Slash) {
                    kept.pop();
                }
                after_net = true;
                continue;
            }
            Token::Slash if after_net => {}
            token => kept.push(*token),
        }
        after_net = false;
    }
    kept
}

/// The tokens without what is said twice: `comptant à réception`, and `closing at the end of the month` where the later
/// month is named.
fn plain(tokens: &[Token]) -> Vec<Token> {
    let says_more = |(index, token): &(usize, &Token)| {
        !matches!(
            (token, tokens.get(index + 1)),
            (Token::Receipt, Some(Token::Receipt))
                | (Token::AfterEndOfMonth, Some(Token::MonthEnd(_) | Token::NextMonth))
        )
    };
    tokens.iter().enumerate().filter(says_more).map(|(_, token)| *token).collect()
}

/// What a beginning of the tokens may mean, each with what is left of them.
type Readings<'t, T> = Vec<(T, &'t [Token])>;

/// The first meaning that leaves nothing over.
fn whole<T>(readings: Readings<'_, T>) -> Option<T> {
    readings.into_iter().find_map(|(meaning, rest)| rest.is_empty().then_some(meaning))
}

/// Ways to read a due date, those that use more of the tokens first. A bare number is one of days only if it `is_net`:
/// else it may be anything.
fn dues(tokens: &[Token], is_net: bool) -> Readings<'_, Due> {
    use Token as T;
    let none = Wait::NONE;
    let end = |before, after| Due::MonthEnd { before, months: 0, after };
    let mut found = Vec::new();
    match tokens {
        [T::Receipt, rest @ ..] => found.push((Due::OnReceipt, rest)),
        [T::MonthEnd(months), rest @ ..] => {
            found.push((Due::MonthEnd { before: none, months: *months, after: none }, rest));
        }
        [T::NextMonth, T::On, T::Number(day), rest @ ..]
        | [T::NextMonth, T::Number(day), T::Unit(Unit::Day), rest @ ..]
        | [T::NextMonth, T::Number(day), rest @ ..]
        | [T::On, T::Number(day), T::NextMonth, rest @ ..] => {
            found.extend(next_month(none, *day).map(|due| (due, rest)));
        }
        [T::EndOfMonth | T::AfterEndOfMonth, T::On, T::Number(day), rest @ ..] => {
            found.extend(next_month(none, *day).map(|due| (due, rest)));
        }
        [T::EndOfMonth | T::AfterEndOfMonth, rest @ ..] => {
            let behind = rest.strip_prefix(&[T::Plus]).unwrap_or(rest);
            found.extend(wait(behind).map(|(after, rest)| (end(none, after), rest)));
            found.push((end(none, none), rest));
        }
        [T::Number(day), T::NextMonth, rest @ ..] => {
            found.extend(next_month(none, *day).map(|due| (due, rest)));
        }
        _ => {
            let Some((before, rest)) = wait(tokens) else { return found };
            match rest.strip_prefix(&[T::Plus]).unwrap_or(rest) {
                [T::EndOfMonth, T::On, T::Number(day), rest @ ..] => {
                    found.extend(next_month(before, *day).map(|due| (due, rest)));
                }
                [T::EndOfMonth, rest @ ..] => found.push((end(before, none), rest)),
                [T::AfterEndOfMonth, rest @ ..] => found.push((end(none, before), rest)),
                _ => {}
            }
            if is_net || matches!(tokens, [_, T::Unit(_), ..]) {
                found.push((Due::After(before), rest));
            }
        }
    }
    found
}

/// Ways to read a discount for paying early: `2/10`, `2 % 10 days`, `14 days 2 %`.
fn discounts(tokens: &[Token]) -> Readings<'_, EarlyPayment> {
    use Token as T;
    let mut found = Vec::new();
    if let [T::Number(percentage), T::Slash, rest @ ..] = tokens {
        found.extend(discount(*percentage, wait(rest)));
    }
    let named = past_words(tokens);
    if let [T::Number(percentage), T::Percent, rest @ ..] = named {
        let rest = past_words(rest.strip_prefix(&[T::Slash]).unwrap_or(rest));
        found.extend(discount(*percentage, wait(rest)));
    }
    if let Some((within, rest)) = wait(named)
        && let [T::Number(percentage), T::Percent, rest @ ..] = past_words(rest)
    {
        found.extend(discount(*percentage, Some((within, rest))));
    }
    found
}

fn discount(
    percentage: Decimal,
    within: Option<(Wait, &[Token])>,
) -> Option<(EarlyPayment, &[Token])> {
    let (within, rest) = within?;
    let is_good = percentage > Decimal::ZERO && percentage <= Decimal::ONE_HUNDRED;
    is_good.then(|| (EarlyPayment { percentage, within }, past_words(rest)))
}

/// The tokens behind words such as `discount`.
fn past_words(tokens: &[Token]) -> &[Token] {
    let is_word = |token: &&Token| **token == Token::Discount;
    &tokens[tokens.iter().take_while(is_word).count()..]
}

/// A length of time at the beginning; days where no unit is named.
fn wait(tokens: &[Token]) -> Option<(Wait, &[Token])> {
    let [Token::Number(number), rest @ ..] = tokens else { return None };
    let (unit, rest) = match rest {
        [Token::Unit(unit), rest @ ..] => (*unit, rest),
        // A percentage or a fraction is no number of days.
        [Token::Percent | Token::Slash, ..] => return None,
        rest => (Unit::Day, rest),
    };
    Some((Wait::of(whole_number(*number)?, unit)?, rest))
}

fn next_month(before: Wait, day: Decimal) -> Option<Due> {
    let day = whole_number(day).and_then(|day| i8::try_from(day).ok())?;
    (1..=31).contains(&day).then_some(Due::NextMonth { before, day })
}

fn whole_number(number: Decimal) -> Option<i32> {
    number
        .is_integer()
        .then(|| number.to_i32())
        .flatten()
        .filter(|whole| *whole <= PAYMENT_DAYS_MAX)
}
