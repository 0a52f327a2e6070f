/** The front door: everything a plugin may import. */
export { z } from 'zod';
export { audit } from './access/audit.ts';
export { orderLink } from './access/order-links.ts';
export { type BrandOfViewer, inBrand, inBrands } from './access/other-brands.ts';
export { type ArchivePreview, archiveBrand, previewArchive, restoreBrand } from './brands/brand.archive.ts';
export { copyableParts, type OfferedPart, type Opening, openBrand, tryOpening } from './brands/brand.opening.ts';
export {
  type BrandCopyPart,
  brandCopy,
  brandOpened,
  type Copied,
  type CopyItem,
  type CopyRequest,
} from './brands/brand.points.ts';
export { readSender, type Sender } from './brands/look.ts';
export type { Region } from './calendar/holidays.ts';
export { addWorkingDays, isWorkingDay, kindOfDay } from './calendar/working-days.ts';
export {
  contractAccepted,
  contractActivated,
  contractCancelled,
  contractChanged,
  contractClosed,
  contractEnded,
  contractGuaranteeEnding,
  contractLost,
  contractMovedOut,
  contractNoticeGiven,
  contractNoticeRevoked,
  contractRenewed,
  contractReopened,
  contractResubmitted,
  contractReversed,
  contractStatusChanged,
  contractTariffChanged,
  contractTermEnding,
  contractTimeline,
  contractTransition,
  contractWithdrawn,
  inspectionFailed,
  signatureRequested,
  switchConfirmed,
  switchRejected,
  switchRequested,
} from './contracts/contract.points.ts';
export { transitionContract } from './contracts/contract.service.ts';
export { plainRequest, type TransitionRequest } from './contracts/transition.prepare.ts';
export { type Reach, readReach } from './customers/reach.ts';
export { contractLetter } from './documents/contract-letter.ts';
export { type DocumentData, documentData, type LetterDrawing, type LetterRow, type LetterSection } from './documents/document.points.ts';
export { type DocumentOwner, type NewDocument, readDocument, storeDocument } from './documents/document.service.ts';
export { attachment } from './documents/file-name.ts';
export { setLetter } from './documents/letter.setter.ts';
export { wordingFor } from './documents/wording.ts';
export { needs } from './graphql/builder.ts';
export type { PluginBuilder } from './graphql/plugin-builder.ts';
export { importFinished } from './imports/import.points.ts';
export { addDays, addMonths, fromDbDate, type PlainDate, toDbDate, todayIn } from './kernel/clock.ts';
export { asBrand, type BrandFacts, type Ctx, inTransaction, type TxCtx } from './kernel/context.ts';
export { DomainError } from './kernel/errors.ts';
export { type EventCtx, type EventHandler, type EventType, emit, event, on } from './kernel/events.ts';
export {
  allow,
  collect,
  collected,
  type Decision,
  decide,
  decision,
  deny,
  type HookHandler,
  hook,
  pend,
  transform,
  transformed,
} from './kernel/hooks.ts';
export { enqueue, goOn, type Job, type JobCtx, job, requestOf } from './kernel/jobs.ts';
export { Decimal, formatCents, toCents } from './kernel/money.ts';
export { CompanyUnavailable, callOutside } from './kernel/outside.ts';
export { definePlugin, type PersonalDataRule, type Plugin } from './kernel/plugin.ts';
export { invalid, type Problem, problemsOf } from './kernel/problems.ts';
export { keepRecent } from './kernel/recent.ts';
export { CERTIFICATE, isServiceAddress, isThisMachine, pem, serviceAddress } from './kernel/settings.parts.ts';
export { defineSettings, type Settings } from './kernel/settings.ts';
export { pluginSwitched } from './kernel/switching.ts';
export { mailWritten } from './mail/mail.points.ts';
export { mayReadMail } from './mail/mailbox.readers.ts';
export { type TextMessage, type TextMessageAnswer, textMessage } from './mail/text-message.points.ts';
export { NOTICE_SUBJECTS, type NoticeKind, type NoticeSubject, noticeGiven, noticeKinds, noticeValues } from './notices/notice.points.ts';
export { type Applicant, readApplicant } from './orders/applicant.ts';
export { type OrderFormPart, type OrderFormQuestion, orderForm, orderFormPart } from './orders/order.form.points.ts';
export { type OrderedContract, type OrderFacts, orderAcceptance, orderRejected, orderSubmitted } from './orders/order.points.ts';
export { recheckOrder } from './orders/order.review.ts';
export { formAnswers } from './orders/plugin-answers.ts';
export { customerOverview, type OverviewSection } from './overview/overview.points.ts';
export { setPartnerSells } from './partners/partner.service.ts';
export {
  type AddressAnswer,
  type AddressQuestion,
  type AddressRegister,
  type AddressSuggestion,
  addressCompletion,
} from './places/place.points.ts';
export { type Block, block, type Component } from './pricing/block.ts';
export { type Debt, defaultInterest, type InterestLine, type InterestRate } from './pricing/default-interest.ts';
export { energyAmount, energyBlock, type TariffTerms } from './pricing/energy-block.ts';
export { type Extrapolation, extrapolate } from './pricing/extrapolation.ts';
export { type InstalmentRounding, instalments, remainingInstalments, vatInside } from './pricing/instalments.ts';
export { type LoadPeriod, partOf } from './pricing/load-period.ts';
export { evenLoad, type LoadProfile, loadPeriod, loadYear } from './pricing/load-profile.ts';
export { type PeriodUse, type PricedPeriod, type PriceSlice, pricePeriod } from './pricing/period.ts';
export { type LocalPrice, pricesByInstant, type SpotPrices } from './pricing/spot-prices.ts';
export { plainUsage, type Usage } from './pricing/usage.ts';
export {
  type NotOffered,
  type OfferDraft,
  priceQuote,
  type QuoteDraft,
  type QuotePlace,
  type QuoteProjection,
  type QuoteQuestion,
  type QuoteRequest,
  spotPrices,
} from './quotes/quote.points.ts';
export { firstYearCents } from './quotes/quote.result.ts';
export { spotYearOf } from './quotes/quote.usage.ts';
export { fromRoot } from './root.ts';
export { defaultInterestRates, vatRateOn } from './rules/rates.ts';
export { ruleOn } from './rules/rule-lookup.ts';
export { tariffPriceApproved, tariffPriceDrafted, tariffPublication, tariffPublished, tariffSaleEnded } from './tariffs/tariff.points.ts';
export { type Colleague, colleaguesByName, colleaguesByRole, colleaguesOfPartner, superiorOf } from './users/people.ts';
export { inviteUser, removeMembership, setRole } from './users/user.service.ts';
